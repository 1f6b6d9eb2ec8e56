package dev.holdfast.testkit.conformance;

/** What becomes of a retry. */
public enum Retry {
    /** It gets the first response again. */
    REPLAYED("replayed"),
    /** It gets the first response again, without what that said of its connection (RFC 9110 section 7.6.1). */
    REPLAYED_ON_ITS_OWN_CONNECTION("replayed, but for fields of the connection"),
    /** It gets the first status again, and an error page made anew, which shows what only the first request had. */
    REPLAYED_WITH_A_NEW_PAGE("replayed, with an error page made anew"),
    /** It gets the first response again, without the interim ones before it. */
    REPLAYED_WITHOUT_INTERIM("replayed, without its interim responses"),
    /** It runs, because the first one failed and left nothing behind. */
    RUNS("runs again"),
    /** It is refused: the response streamed past the filter. */
    NOT_REPLAYABLE("409 response-not-replayable"),
    /** It is refused: the container gave up on the first one, whose work may still be going on. */
    UNSETTLED("409 until settled"),
    /** It is refused: it is another request than the first. */
    REUSED("422 key-reused"),
    /** It runs, because the filter takes no part in such requests. */
    PASSES("passes by");

    private final String words;

    Retry(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}

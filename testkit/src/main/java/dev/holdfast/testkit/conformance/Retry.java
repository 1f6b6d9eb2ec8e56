package dev.holdfast.testkit.conformance;

/** What becomes of a retry. */
public enum Retry {
    /** It gets the first response again. */
    REPLAYED("replayed"),
    /** It runs, because the first one failed and left nothing behind. */
    RUNS("runs again"),
    /** It is refused: the response streamed past the filter. */
    NOT_REPLAYABLE("409 response-not-replayable"),
    /** It is refused: the container gave up on the first one, whose work may still be going on. */
    UNSETTLED("409 until settled"),
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

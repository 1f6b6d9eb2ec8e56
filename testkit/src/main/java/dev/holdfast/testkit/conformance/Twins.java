package dev.holdfast.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/**
 * The same application twice, bare and behind the filter. What is asked of one is asked of the other, and then again, as a
 * client does that lost the response. Thread-safe.
 */
public final class Twins {
    private static final String MARK = "Idempotency-Replayed";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Twin bare;
    private final Twin kept;

    /** One of the two. */
    public record Twin(int port, Witness witness) {}

    /** The filter of {@code kept} replays {@code Set-Cookie}, and requires keys. */
    public Twins(Twin bare, Twin kept) {
        this.bare = bare;
        this.kept = kept;
    }

    /** The one behind the filter. */
    Twin kept() {
        return kept;
    }

    /** What becomes of a retry, by what the bare application answered. */
    @FunctionalInterface
    public interface Fate {
        /** Says so. */
        Retry of(Transcript bare);
    }

    /** How one and the same request is sent. */
    @FunctionalInterface
    public interface Client {
        /** Sends it, and says everything that is seen. */
        Transcript transcribe(WireRequest request, int port) throws IOException;
    }

    /** Judges over HTTP/1.1. */
    public void judge(WireRequest request, Retry retry) throws IOException {
        judge(request, request, bare -> retry, WireRequest::transcribe);
    }

    /** Judges with a client of one's own. */
    public void judge(WireRequest request, WireRequest again, Retry retry, Client client) throws IOException {
        judge(request, again, bare -> retry, client);
    }

    /**
     * Sends the first request to both and the second to the filtered one.
     *
     * @throws AssertionError if the filter can be told from its absence, or the retry fares otherwise than expected
     */
    public void judge(WireRequest request, WireRequest again, Fate fate, Client client) throws IOException {
        String key = UUID.randomUUID().toString();
        Transcript plain = client.transcribe(identified(request, key, "bare"), bare.port());
        Transcript first = client.transcribe(identified(request, key, "first"), kept.port());
        Transcript second = client.transcribe(identified(again, key, "retry"), kept.port());

        assertThat(first.describe())
                .as("the first response")
                .isEqualTo(wanted(plain, first, request).describe());
        assertThat(first.headers(MARK)).isEmpty();
        eventually(() -> {
            assertThat(kept.witness().seen(key + "-first"))
                    .as("what the handler saw")
                    .isEqualTo(bare.witness().seen(key + "-bare"));
            assertThat(kept.witness().runs(key + "-first"))
                    .as("runs of the first request")
                    .isEqualTo(bare.witness().runs(key + "-bare"));
        });
        Retry retry = fate.of(plain);
        judgeRetry(wanted(plain, second, again), second, retry);
        eventually(() -> assertThat(kept.witness().runs(key + "-retry"))
                .as("runs of the retry")
                .isEqualTo(runs(retry) ? bare.witness().runs(key + "-bare") : 0));
    }

    /** Handlers may still be at work when their response has come, but most are not. */
    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(PATIENCE)
                .untilAsserted(assertion);
    }

    /** A container may end a connection on which a body was left unread; behind the filter it was read. */
    private static Transcript wanted(Transcript plain, Transcript kept, WireRequest request) {
        return kept.reusable() && request.content().length > 0 ? plain.keptOpen() : plain;
    }

    private static WireRequest identified(WireRequest request, String key, String which) {
        return request.header("X-User", "alice").key(key).header(Witness.TRACE, key + "-" + which);
    }

    private static boolean runs(Retry retry) {
        return retry == Retry.RUNS || retry == Retry.PASSES;
    }

    private static void judgeRetry(Transcript plain, Transcript second, Retry retry) {
        switch (retry) {
            case REPLAYED -> {
                assertMarked(plain, second);
                assertThat(second.describe(MARK)).as("the replay").isEqualTo(plain.describe());
            }
            case REPLAYED_ON_ITS_OWN_CONNECTION -> {
                assertMarked(plain, second);
                assertThat(second.onItsOwn().describe(MARK, "Connection", "Keep-Alive"))
                        .as("the replay")
                        .isEqualTo(plain.onItsOwn().describe("Connection", "Keep-Alive"));
            }
            case REPLAYED_WITH_A_NEW_PAGE -> {
                assertMarked(plain, second);
                assertThat(second.statusLine()).isEqualTo(plain.statusLine());
            }
            case REPLAYED_WITHOUT_INTERIM -> {
                assertMarked(plain, second);
                assertThat(second.describe(MARK))
                        .as("the replay")
                        .isEqualTo(plain.withoutInterim().describe());
            }
            case RUNS, PASSES -> {
                assertThat(second.headers(MARK)).as("the mark of a replay").isEmpty();
                assertThat(second.describe()).as("the second response").isEqualTo(plain.describe());
            }
            case NOT_REPLAYABLE -> assertRefused(second, 409, "response-not-replayable");
            case REUSED -> assertRefused(second, 422, "key-reused");
            case UNSETTLED -> assertRefused(second, 409, "request-in-flight|outcome-unknown");
        }
    }

    /** Of a response that its client does not understand nothing is seen, not even a mark. */
    private static void assertMarked(Transcript plain, Transcript second) {
        if (plain.status() != 0) {
            assertThat(second.headers(MARK))
                    .as("the mark of a replay in%n%s", second.describe())
                    .containsExactly("true");
        }
    }

    private static void assertRefused(Transcript second, int status, String problems) {
        assertThat(second.status()).as(second.describe()).isEqualTo(status);
        // not the body, which may be compressed
        assertThat(second.headers("Link")).singleElement().asString().containsPattern("/(" + problems + ")>");
    }
}

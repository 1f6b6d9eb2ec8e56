package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.servlet.internal.body.ReplayedRequest;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies larger than the memory they get: what of them is compared when a retry arrives. */
class LargeBodyTest {
    private static final int MEMORY = 1024;
    private static final int LENGTH = 5_000;
    private static final Settings SETTINGS = new IdempotencyFilterBuilder(new NoStore())
            .rule(rule -> rule.path("/**"))
            .bodyMemory(MEMORY)
            .settings();

    /** How a body is sent. */
    enum Sending {
        ANNOUNCED,
        CHUNKED;

        FakeRequest request(byte[] body) {
            return this == ANNOUNCED ? new FakeRequest().body(body) : new FakeRequest().chunked(body);
        }
    }

    /** A retry's body, compared with the first one's. */
    @SuppressWarnings("ImmutableEnumChecker") // the lambdas capture nothing
    enum Change implements UnaryOperator<byte[]> {
        SAME(body -> body),
        SHORTER(body -> Arrays.copyOf(body, body.length - 1)),
        LONGER(body -> Arrays.copyOf(body, body.length + 1)),
        IN_WHAT_WAS_HELD(body -> flipped(body, MEMORY - 1)),
        SOON_AFTER(body -> flipped(body, MEMORY + 10)),
        AT_ITS_END(body -> flipped(body, body.length - 1)),
        AS_LONG_AS_WHAT_IS_HELD(body -> Arrays.copyOf(body, MEMORY)),
        ONE_LONGER_THAN_WHAT_IS_HELD(body -> Arrays.copyOf(body, MEMORY + 1)),
        EMPTY(body -> new byte[0]);

        private final UnaryOperator<byte[]> change;

        Change(UnaryOperator<byte[]> change) {
            this.change = change;
        }

        @Override
        public byte[] apply(byte[] body) {
            return change.apply(body);
        }

        private static byte[] flipped(byte[] body, int at) {
            byte[] copy = body.clone();
            copy[at] ^= 1;
            return copy;
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what the handler read of the first body, and whether a retry with that change is the same request
        "-1, SAME, true",
        "-1, SHORTER, false",
        "-1, LONGER, false",
        "-1, IN_WHAT_WAS_HELD, false",
        "-1, SOON_AFTER, false",
        "-1, AT_ITS_END, false",
        "-1, AS_LONG_AS_WHAT_IS_HELD, false",
        "-1, ONE_LONGER_THAN_WHAT_IS_HELD, false",
        "-1, EMPTY, false",
        "2000, SAME, true",
        "2000, SHORTER, true",
        "2000, LONGER, true",
        "2000, IN_WHAT_WAS_HELD, false",
        "2000, SOON_AFTER, false",
        "2000, AT_ITS_END, true",
        "2000, AS_LONG_AS_WHAT_IS_HELD, false",
        "2000, ONE_LONGER_THAN_WHAT_IS_HELD, false",
        "0, SAME, true",
        "0, SOON_AFTER, true",
        "0, AT_ITS_END, true",
        "0, IN_WHAT_WAS_HELD, false",
        "0, ONE_LONGER_THAN_WHAT_IS_HELD, true",
        "0, AS_LONG_AS_WHAT_IS_HELD, false",
        "0, EMPTY, false",
    })
    void aRetryIsComparedAsFarAsTheFirstBodyWasRead(int read, Change change, boolean same) throws IOException {
        for (Sending first : Sending.values()) {
            for (Sending second : Sending.values()) {
                assertThat(isSame(read, first.request(body()), second.request(change.apply(body()))))
                        .as("%s, then %s", first, second)
                        .isEqualTo(same);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void aLargeMultipartBodyThatWasReadIsComparedByItsParts(Change change) throws IOException {
        for (Sending sending : Sending.values()) {
            FakeRequest first = multipart(sending, "first", body());
            FakeRequest retry = multipart(sending, "another-boundary", change.apply(body()));

            assertThat(isSame(-1, first, retry)).as("%s", sending).isEqualTo(change == Change.SAME);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MEMORY - 1, MEMORY})
    void aBodyThatFitsIsInTheFingerprintWhole(int length) throws IOException {
        byte[] body = Arrays.copyOf(body(), length);

        RequestContent content = RequestContent.read(new FakeRequest().chunked(body), SETTINGS);

        assertThat(content.evidence()).isEqualTo(new BodyEvidence.None());
        assertThat(content.fingerprint())
                .isEqualTo(RequestContent.read(new FakeRequest().body(body), SETTINGS)
                        .fingerprint())
                .isNotEqualTo(RequestContent.read(new FakeRequest().body(Arrays.copyOf(body, length + 1)), SETTINGS)
                        .fingerprint());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MEMORY, MEMORY + 1, MEMORY + 2, LENGTH})
    void theHandlerGetsTheBodyUnchanged(int length) throws IOException {
        FakeRequest request = new FakeRequest().chunked(Arrays.copyOf(body(), length));
        RequestContent content = RequestContent.read(request, SETTINGS);

        byte[] read =
                new ReplayedRequest(request, content.source()).getInputStream().readAllBytes();

        assertThat(read).isEqualTo(Arrays.copyOf(body(), length));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void howTheHandlerReadsMakesNoDifference(long seed) throws IOException {
        Random random = new Random(seed);
        FakeRequest request = new FakeRequest().chunked(body());
        RequestContent content = RequestContent.read(request, SETTINGS);
        ServletInputStream stream = new ReplayedRequest(request, content.source()).getInputStream();
        byte[] buffer = new byte[700];

        while (stream.read(buffer, 0, 1 + random.nextInt(buffer.length)) >= 0) {}

        assertThat(RequestContent.read(new FakeRequest().body(body()), SETTINGS).matches(content.evidence()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Sending.class)
    void aHandlerThatStopsWhereTheStreamSaysItIsFinishedHasReadAll(Sending sending) throws IOException {
        FakeRequest request = sending.request(body());
        RequestContent content = RequestContent.read(request, SETTINGS);
        ServletInputStream stream = new ReplayedRequest(request, content.source()).getInputStream();

        while (!stream.isFinished()) {
            assertThat(stream.read()).isNotNegative();
        }

        assertThat(content.evidence())
                .isInstanceOfSatisfying(
                        BodyEvidence.Read.class,
                        read -> assertThat(read.whole()).isTrue());
    }

    private static boolean isSame(int read, FakeRequest first, FakeRequest retry) throws IOException {
        RequestContent content = RequestContent.read(first, SETTINGS);
        handle(content, first, read);
        BodyEvidence evidence = content.evidence();
        RequestContent again = RequestContent.read(retry, SETTINGS);
        return again.fingerprint().equals(content.fingerprint()) && again.matches(evidence);
    }

    /** Reads so many bytes, or all of them where the number is negative. */
    private static void handle(RequestContent content, FakeRequest request, int read) throws IOException {
        ServletInputStream body = new ReplayedRequest(request, content.source()).getInputStream();
        byte[] bytes = read < 0 ? body.readAllBytes() : body.readNBytes(read);
        assertThat(bytes).hasSizeGreaterThanOrEqualTo(Math.max(read, 0));
    }

    private static FakeRequest multipart(Sending sending, String boundary, byte[] content) {
        byte[] before = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] body = Arrays.copyOf(before, before.length + content.length + after.length);
        System.arraycopy(content, 0, body, before.length, content.length);
        System.arraycopy(after, 0, body, before.length + content.length, after.length);
        return sending.request(body).header("Content-Type", "multipart/form-data; boundary=" + boundary);
    }

    private static byte[] body() {
        byte[] body = new byte[LENGTH];
        new Random(42).nextBytes(body);
        return body;
    }
}

package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.servlet.internal.body.ReplayedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies whose beginnings cannot be compared: what of them is compared when a retry arrives. */
class WatchedBodyTest {
    private static final int MEMORY = 1024;
    private static final String CONTENT = "x".repeat(5_000);
    private static final Settings EXACT = settings(FingerprintStrategy.exact());
    /** Takes no account of white space, and so knows what a body means at its end only. */
    private static final Settings BY_MEANING = settings(request -> new WithoutSpaces());

    private static Settings settings(FingerprintStrategy strategy) {
        return new IdempotencyFilterBuilder(new NoStore())
                .rule(rule -> rule.path("/**"))
                .bodyMemory(MEMORY)
                .fingerprintStrategy(strategy)
                .settings();
    }

    private static final class WithoutSpaces implements BodyDigest {
        private final Sha256Digest digest = new Sha256Digest();

        @Override
        public void update(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (bytes[i] != ' ') {
                    digest.update(bytes, i, 1);
                }
            }
        }

        @Override
        public byte[] finish() {
            return digest.finish();
        }

        @Override
        public boolean comparesPrefixes() {
            return false;
        }
    }

    private static FakeRequest multipart(LargeBodyTest.Sending sending, String boundary, String content) {
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n" + content + "\r\n--"
                + boundary + "--\r\n";
        return sending.request(body.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary);
    }

    /** What a handler does with a body. */
    @FunctionalInterface
    private interface Handling {
        void handle(ReplayedRequest request) throws Exception;
    }

    private static boolean same(Settings settings, FakeRequest first, Handling handling, FakeRequest retry)
            throws Exception {
        RequestContent content = RequestContent.read(first, settings);
        handling.handle(new ReplayedRequest(first, content.source()));
        BodyEvidence evidence = content.evidence();
        RequestContent again = RequestContent.read(retry, settings);
        return again.fingerprint().equals(content.fingerprint()) && again.matches(evidence);
    }

    private static Handling reading(int count) {
        return request -> assertThat(request.getInputStream().readNBytes(count)).hasSize(count);
    }

    @ParameterizedTest
    @EnumSource(LargeBodyTest.Sending.class)
    void aMultipartBodyIsTheContainersUntilTheHandlerReachesForIt(LargeBodyTest.Sending sending) throws IOException {
        FakeRequest request = multipart(sending, "one", "content").parts(new FakePart("f", "content"));

        RequestContent content = RequestContent.read(request, EXACT);

        assertThat(request.getInputStream().available())
                .isEqualTo(multipart(sending, "one", "content").getInputStream().readAllBytes().length);
        assertThat(content.evidence()).isEqualTo(new BodyEvidence.None());
    }

    @ParameterizedTest
    @CsvSource({"content, content, true", "content, c0ntent, false"})
    void partsThatTheContainerParsedAreCompared(String first, String second, boolean same) throws Exception {
        for (Handling handling : new Handling[] {
            ReplayedRequest::getParts, ReplayedRequest::getParameterMap, request -> request.getParameter("a")
        }) {
            assertThat(same(
                            EXACT,
                            multipart(LargeBodyTest.Sending.CHUNKED, "one", first)
                                    .parts(new FakePart("f", first)),
                            handling,
                            multipart(LargeBodyTest.Sending.CHUNKED, "other", second)
                                    .parts(new FakePart("f", second))))
                    .isEqualTo(same);
        }
    }

    @Test
    void aRetrysPartsAreDecodedAsTheFirstOnesWere() throws Exception {
        FakeRequest first = multipart(LargeBodyTest.Sending.CHUNKED, "one", "x").parts(new FakePart("f", "x"));
        FakeRequest retry = multipart(LargeBodyTest.Sending.CHUNKED, "two", "x").parts(new FakePart("f", "x"));
        Handling handling = request -> {
            request.setCharacterEncoding("UTF-8");
            request.getParts();
        };

        assertThat(same(EXACT, first, handling, retry)).isTrue();
        assertThat(retry.getCharacterEncoding()).isEqualTo("UTF-8");
    }

    @Test
    void aRetryWhosePartsCannotBeParsedIsAnother() throws Exception {
        FakeRequest first = multipart(LargeBodyTest.Sending.CHUNKED, "one", "x").parts(new FakePart("f", "x"));

        assertThat(same(EXACT, first, ReplayedRequest::getParts, multipart(LargeBodyTest.Sending.CHUNKED, "one", "x")))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(LargeBodyTest.Sending.class)
    void ofABodyThatCannotBeParsedNothingIsKnown(LargeBodyTest.Sending sending) throws Exception {
        Handling handling =
                request -> assertThatExceptionOfType(IOException.class).isThrownBy(request::getParts);

        assertThat(same(
                        EXACT,
                        multipart(sending, "one", "x").unparsable(),
                        handling,
                        multipart(sending, "one", "x").unparsable()))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(LargeBodyTest.Sending.class)
    void aBodyThatTheContainerDoesNotParseWasNotRead(LargeBodyTest.Sending sending) throws Exception {
        Handling handling = request -> {
            assertThat(request.getParameterMap()).isEmpty();
            assertThatIllegalStateException().isThrownBy(request::getParts);
        };

        assertThat(same(EXACT, multipart(sending, "one", "x"), handling, multipart(sending, "two", "y")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 5_000})
    void bytesThatTheHandlerParsedAreComparedByPart(int length) throws Exception {
        String content = "x".repeat(length);
        Handling handling = request -> request.getInputStream().readAllBytes();
        for (LargeBodyTest.Sending sending : LargeBodyTest.Sending.values()) {
            assertThat(same(EXACT, multipart(sending, "one", content), handling, multipart(sending, "zwei", content)))
                    .isTrue();
            assertThat(same(
                            EXACT,
                            multipart(sending, "one", content),
                            handling,
                            multipart(sending, "one", content + "y")))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(LargeBodyTest.Sending.class)
    void aHandlerMayStopAtTheClosingBoundary(LargeBodyTest.Sending sending) throws Exception {
        int length = multipart(sending, "one", CONTENT).getInputStream().readAllBytes().length;
        Handling handling = reading(length - 2);

        assertThat(same(EXACT, multipart(sending, "one", CONTENT), handling, multipart(sending, "zwei", CONTENT)))
                .isTrue();
        assertThat(same(
                        EXACT,
                        multipart(sending, "one", CONTENT),
                        handling,
                        multipart(sending, "one", CONTENT.replaceFirst("xx$", "yx"))))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(LargeBodyTest.Sending.class)
    void aHandlerMayStopAtTheClosingBrace(LargeBodyTest.Sending sending) throws Exception {
        String first = "{\"a\": \"" + CONTENT + "\", \"b\": 1} ";
        Handling handling = reading(first.length() - 1);

        assertThat(same(BY_MEANING, sending.request(utf8(first)), handling, sending.request(utf8(first))))
                .isTrue();
        assertThat(same(
                        BY_MEANING,
                        sending.request(utf8(first)),
                        handling,
                        sending.request(utf8(first.replace(": ", ":")))))
                .isTrue();
        assertThat(same(
                        BY_MEANING,
                        sending.request(utf8(first)),
                        handling,
                        sending.request(utf8(first.replace("1}", "9}")))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // how much of 10 000 bytes was read, where the retry differs, whether it is the same
        "0, 0, true",
        "1, -1, true",
        "1, 9999, true",
        "1, 0, false",
        "2000, -1, true",
        "2000, 1999, false",
        "2000, 9999, true",
        "8000, 7999, false",
        "8000, 9999, true",
    })
    void whatWasReadOfALongBodyIsComparedByteForByte(int read, int differs, boolean same) throws Exception {
        byte[] first = utf8("x".repeat(10_000));
        byte[] second = first.clone();
        if (differs >= 0) {
            second[differs] = 'y';
        }
        for (LargeBodyTest.Sending sending : LargeBodyTest.Sending.values()) {
            assertThat(same(BY_MEANING, sending.request(first), reading(read), sending.request(second)))
                    .as("%s", sending)
                    .isEqualTo(same);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

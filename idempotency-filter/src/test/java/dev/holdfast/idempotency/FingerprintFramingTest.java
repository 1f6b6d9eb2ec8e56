package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No two different things have one digest because their parts ran together. */
class FingerprintFramingTest {
    private static final Settings SETTINGS = new IdempotencyFilterBuilder(new NoStore())
            .rule(rule -> rule.path("/**"))
            .bodyMemory(1024)
            .settings();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void differentListsOfPartsHaveDifferentDigests(long seed) {
        Random random = new Random(seed);
        Map<String, List<String>> seen = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            List<byte[]> parts = parts(random);
            List<String> spelled = hex(parts);

            List<String> other = seen.putIfAbsent(hex(digest(parts)), spelled);

            assertThat(other).isIn(null, spelled);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aByteMovedToItsNeighbourChangesTheDigest(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            List<byte[]> parts = parts(random);
            List<byte[]> moved = moveOneByte(parts, random);
            if (!hex(moved).equals(hex(parts))) {
                assertThat(digest(moved)).isNotEqualTo(digest(parts));
            }
        }
    }

    private static List<byte[]> parts(Random random) {
        List<byte[]> parts = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            byte[] bytes = new byte[random.nextInt(3)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(3);
            }
            // a part that looks like the frame of another
            parts.add(
                    random.nextInt(3) > 0
                            ? bytes
                            : ByteBuffer.allocate(8 + bytes.length)
                                    .putLong(random.nextInt(3))
                                    .put(bytes)
                                    .array());
        }
        return parts;
    }

    private static List<byte[]> moveOneByte(List<byte[]> parts, Random random) {
        List<byte[]> moved = new ArrayList<>(parts);
        if (parts.size() > 1) {
            int at = random.nextInt(parts.size() - 1);
            byte[] joined = ByteBuffer.allocate(parts.get(at).length + parts.get(at + 1).length)
                    .put(parts.get(at))
                    .put(parts.get(at + 1))
                    .array();
            int cut = random.nextInt(joined.length + 1);
            moved.set(at, ByteBuffer.allocate(cut).put(joined, 0, cut).array());
            moved.set(
                    at + 1,
                    ByteBuffer.allocate(joined.length - cut)
                            .put(joined, cut, joined.length - cut)
                            .array());
        }
        return moved;
    }

    private static byte[] digest(List<byte[]> parts) {
        Sha256 digest = new Sha256();
        parts.forEach(digest::part);
        return digest.finish();
    }

    private static List<String> hex(List<byte[]> parts) {
        return parts.stream().map(FingerprintFramingTest::hex).collect(Collectors.toList());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void textsThatNoEncodingTellsApartHaveDifferentDigests() {
        byte[] loneSurrogate = new Sha256().part("\ud800").finish();

        assertThat(loneSurrogate).isNotEqualTo(new Sha256().part("?").finish());
        assertThat(loneSurrogate).isNotEqualTo(new Sha256().part("\ud801").finish());
        assertThat(loneSurrogate).isNotEqualTo(new Sha256().part("\ufffd").finish());
    }

    static List<Arguments> otherRequests() {
        return List.of(
                Arguments.of("another method", (UnaryOperator<FakeRequest>) r -> r.method("PUT")),
                Arguments.of("another path", (UnaryOperator<FakeRequest>) r -> r.uri("/v1/orders/")),
                Arguments.of("another query", (UnaryOperator<FakeRequest>) r -> r.query("a=2")),
                Arguments.of("an empty query", (UnaryOperator<FakeRequest>) r -> r.query("")),
                Arguments.of("no query", (UnaryOperator<FakeRequest>) r -> r.query(null)),
                Arguments.of("the query in the path", (UnaryOperator<FakeRequest>)
                        r -> r.uri("/v1/orders?a=1").query(null)),
                Arguments.of("another tag", (UnaryOperator<FakeRequest>) r -> r.header("If-Match", "\"2\"")),
                Arguments.of("an empty tag", (UnaryOperator<FakeRequest>) r -> r.header("If-Match", "")),
                Arguments.of("no tag", (UnaryOperator<FakeRequest>) r -> r.header("If-Match")),
                Arguments.of("the tag twice", (UnaryOperator<FakeRequest>) r -> r.header("If-Match", "\"1\"", "\"1\"")),
                Arguments.of("the tag in another field", (UnaryOperator<FakeRequest>)
                        r -> r.header("If-Match").header("If-None-Match", "\"1\"")),
                Arguments.of("another body", (UnaryOperator<FakeRequest>) r -> r.body(bytes("{\"a\":2}"))),
                Arguments.of("no body", (UnaryOperator<FakeRequest>) r -> r.body(new byte[0])),
                Arguments.of("a longer body", (UnaryOperator<FakeRequest>) r -> r.body(bytes("{\"a\":1} "))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherRequests")
    void whatTheRequestAsksForIsInItsFingerprint(String name, UnaryOperator<FakeRequest> change) throws IOException {
        Fingerprint first = fingerprint(request());

        assertThat(fingerprint(change.apply(request()))).isNotEqualTo(first);
    }

    @Test
    void whatIsNotChosenIsNotInTheFingerprint() throws IOException {
        FakeRequest retry = request().header("User-Agent", "retry").header("Idempotency-Key", "k");

        assertThat(fingerprint(retry)).isEqualTo(fingerprint(request()));
    }

    @Test
    void howTheBodyWasSentIsNotInTheFingerprint() throws IOException {
        assertThat(fingerprint(request().chunked(bytes("{\"a\":1}")))).isEqualTo(fingerprint(request()));
    }

    @Test
    void aFormThatTheContainerTookIsFingerprintedByItsFields() throws IOException {
        Fingerprint first = fingerprint(form(Map.of("a", new String[] {"1", "2"}, "b", new String[] {""})));

        assertThat(fingerprint(form(Map.of("b", new String[] {""}, "a", new String[] {"1", "2"}))))
                .isEqualTo(first);
        assertThat(List.of(
                        fingerprint(form(Map.of("a", new String[] {"2", "1"}, "b", new String[] {""}))),
                        fingerprint(form(Map.of("a", new String[] {"1", "2", ""}))),
                        fingerprint(form(Map.of("a", new String[] {"1", "2"}, "b", new String[] {"", ""}))),
                        fingerprint(form(Map.of("a", new String[] {"1"}, "b", new String[] {"2", ""})))))
                .doesNotContain(first);
    }

    private static FakeRequest form(Map<String, String[]> fields) {
        return new FakeRequest()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .parameters(fields);
    }

    private static FakeRequest request() {
        return new FakeRequest()
                .query("a=1")
                .header("If-Match", "\"1\"")
                .header("Content-Type", "application/json")
                .body(bytes("{\"a\":1}"));
    }

    private static Fingerprint fingerprint(FakeRequest request) throws IOException {
        return RequestContent.read(request, SETTINGS).fingerprint();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

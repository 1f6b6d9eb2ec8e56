package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.servlet.internal.digest.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartDigestTest {
    private static final List<String> PARTS = List.of(
            "Content-Disposition: form-data; name=\"amount\"\r\n\r\n12",
            "Content-Disposition: form-data; name=\"scan\"\r\nContent-Type: image/png\r\n\r\n\u0089PNG\r\n\u001a\n");

    @ParameterizedTest
    @ValueSource(strings = {"x", "--", "----WebKitFormBoundary7MA4YWxkTrZu0gW", "a b'()+_,-./:=?c", "-x-x-x-"})
    void theSamePartsHaveOneDigestUnderAnyBoundary(String boundary) {
        assertThat(digest(boundary, multipart(boundary, PARTS))).isEqualTo(digest("first", multipart("first", PARTS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\r\n--",
                "\r\n--b",
                "\r\n--boun",
                "x--boundary",
                "\r\r\n--boundar\r\n",
                "\r\n-\r\n--"
            })
    void aPartMayHoldWhatLooksLikeABoundary(String content) {
        List<String> parts = List.of("A: b\r\n\r\n" + content, "\r\n\r\n" + content + content);

        assertThat(digest("boundary", multipart("boundary", parts))).isEqualTo(digest("zz", multipart("zz", parts)));
    }

    static List<List<String>> otherParts() {
        String first = PARTS.get(0);
        String second = PARTS.get(1);
        return List.of(
                List.of(),
                List.of(first),
                List.of(second),
                List.of(second, first),
                List.of(first, first, second),
                List.of(first, second, ""),
                List.of("", first, second),
                List.of(first + "\r\n", second),
                List.of(first, "\r\n" + second),
                List.of(first + second),
                List.of(first + "3", second),
                List.of(first.replace("amount", "Amount"), second),
                List.of(first, second.replace("image/png", "image/gif")));
    }

    @ParameterizedTest
    @MethodSource("otherParts")
    void otherPartsHaveAnotherDigest(List<String> parts) {
        assertThat(digest("x", multipart("x", parts))).isNotEqualTo(digest("x", multipart("x", PARTS)));
    }

    @Test
    void aChangeOfAnyByteChangesTheDigest() {
        byte[] body = multipart("boundary", PARTS);
        Set<String> digests = new HashSet<>();
        digests.add(hex(digest("boundary", body)));

        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 0x20;
            digests.add(hex(digest("boundary", changed)));
        }

        assertThat(digests).hasSize(body.length + 1);
    }

    @Test
    void aBodyThatIsCutOffHasAnotherDigestWhereverItIsCut() {
        byte[] body = multipart("boundary", PARTS);
        Set<String> digests = new HashSet<>();

        for (int length = 0; length <= body.length; length++) {
            digests.add(hex(digest("boundary", Arrays.copyOf(body, length))));
        }

        assertThat(digests).hasSize(body.length + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void howTheBodyArrivesMakesNoDifference(long seed) {
        Random random = new Random(seed);
        byte[] large = new byte[20_000];
        random.nextBytes(large);
        byte[] body = multipart(
                "boundary", List.of(PARTS.get(0), PARTS.get(1), new String(large, StandardCharsets.ISO_8859_1)));
        byte[] atOnce = digest("boundary", body);

        for (int most : new int[] {1, 2, 3, 17, 1000, 8192, 30_000}) {
            assertThat(sliced("boundary", body, most, random)).isEqualTo(atOnce);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itAgreesWithASlowOneOnTrickyBodies(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            String boundary = text(random, "-bx", 1 + random.nextInt(3));
            String body = random.nextBoolean()
                    ? text(random, "\r\n-bx", random.nextInt(30))
                    : pieces(random, boundary, random.nextInt(8));
            byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);

            assertThat(sliced(boundary, bytes, 5, random)).isEqualTo(slow(boundary, body));
        }
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Bodies in which boundaries, and beginnings of boundaries, are frequent. */
    private static String pieces(Random random, String boundary, int count) {
        String delimiter = "\r\n--" + boundary;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < count; i++) {
            body.append(
                    random.nextBoolean()
                            ? delimiter.substring(random.nextInt(3))
                            : delimiter.substring(0, random.nextInt(delimiter.length())));
        }
        return body.toString();
    }

    /** What lies between the delimiters, of which the first has its line break lent. */
    private static byte[] slow(String boundary, String body) {
        Sha256 digest = new Sha256();
        List<String> parts = new ArrayList<>();
        String left = "\r\n" + body;
        String delimiter = "\r\n--" + boundary;
        for (int at = left.indexOf(delimiter); at >= 0; at = left.indexOf(delimiter)) {
            parts.add(left.substring(0, at));
            left = left.substring(at + delimiter.length());
        }
        parts.add(left);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
            digest.number(bytes.length).part(Digests.sha256().digest(bytes));
        }
        return digest.number(parts.size()).finish();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "multipart/form-data; boundary=x|x",
                "multipart/form-data;boundary=x|x",
                "Multipart/Form-Data; Boundary=X|X",
                "multipart/form-data; boundary=\"x y\"|x y",
                "multipart/form-data; boundary=\"x;y\"|x;y",
                "multipart/form-data; charset=utf-8; boundary=x|x",
                "multipart/form-data; boundary=x; charset=utf-8|x",
                "multipart/form-data; boundary=x;charset=utf-8|x",
                "multipart/form-data ; boundary = x|x",
                "multipart/mixed; boundary=----WebKitFormBoundary|----WebKitFormBoundary",
                "multipart/form-data; note=\"; boundary=fake\"; boundary=x|x",
                "multipart/form-data; note=\"\\\"; boundary=fake\"; boundary=x|x",
            })
    void theBoundaryIsReadFromTheContentType(String contentType, String boundary) {
        assertThat(MultipartDigest.boundaryOf(contentType)).contains(boundary);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; myboundary=x",
                "multipart/form-data; boundary",
                "multipart/form-data; boundary=\"a\r\nb\"",
                "multipart/form-data boundary=x",
                "application/json; boundary=x",
                "application/x-multipart/form-data; boundary=x",
                "multipart/form-data; note=\"; boundary=fake\"",
            })
    void whereThereIsNoBoundaryNoneIsRead(String contentType) {
        assertThat(MultipartDigest.boundaryOf(contentType)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"70,true", "71,false"})
    void aBoundaryHasAtMost70Characters(int length, boolean accepted) {
        String boundary = "x".repeat(length);
        Optional<String> expected = accepted ? Optional.of(boundary) : Optional.empty();

        assertThat(MultipartDigest.boundaryOf("multipart/form-data; boundary=" + boundary))
                .isEqualTo(expected);
        assertThat(MultipartDigest.boundaryOf("multipart/form-data; boundary=\"" + boundary + "\""))
                .isEqualTo(expected);
    }

    @Test
    void aRequestWithoutAContentTypeHasNoBoundary() {
        assertThat(MultipartDigest.boundaryOf(null)).isEmpty();
    }

    @Test
    void aMultipartBodyIsDigestedByItsPartsAndAnyOtherByItsBytes() {
        FingerprintStrategy exact = FingerprintStrategy.exact();

        assertThat(exact.bodyDigest(new FakeRequest().header("Content-Type", "multipart/form-data; boundary=x")))
                .isInstanceOf(MultipartDigest.class)
                .returns(false, BodyDigest::comparesPrefixes);
        assertThat(exact.bodyDigest(new FakeRequest().header("Content-Type", "text/plain")))
                .isInstanceOf(Sha256Digest.class)
                .returns(true, BodyDigest::comparesPrefixes);
    }

    private static byte[] multipart(String boundary, List<String> parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String part : parts) {
            body.writeBytes(("--" + boundary + "\r\n" + part + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return body.toByteArray();
    }

    private static byte[] digest(String boundary, byte[] body) {
        MultipartDigest digest = new MultipartDigest(boundary);
        digest.update(body, 0, body.length);
        return digest.finish();
    }

    private static byte[] sliced(String boundary, byte[] body, int most, Random random) {
        MultipartDigest digest = new MultipartDigest(boundary);
        for (int from = 0; from < body.length; ) {
            int length = Math.min(body.length - from, 1 + random.nextInt(most));
            byte[] slice = new byte[length + 2];
            System.arraycopy(body, from, slice, 1, length);
            digest.update(slice, 1, length);
            from += length;
        }
        return digest.finish();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.holdfast.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyedPostsTest {
    private static final Target TARGET = new Target(8080, "/things");

    @Test
    void noKeyIsUsedTwiceByAnyoneInAnyRun() {
        Requests requests = KeyedPosts.once(TARGET, "{}");

        Stream<String> sent = IntStream.range(0, 4)
                .mapToObj(client -> sent(requests.sequence(client % 2), 3))
                .flatMap(List::stream);

        assertThat(sent).doesNotHaveDuplicates();
    }

    @Test
    void theSameKeysAreUsedAgainInEachRun() {
        Requests requests = KeyedPosts.again(TARGET, "{}", 2, true);

        List<String> sent = sent(requests.sequence(0), 4);

        assertThat(sent.subList(2, 4)).isEqualTo(sent.subList(0, 2)).doesNotHaveDuplicates();
        assertThat(sent(requests.sequence(0), 4)).isEqualTo(sent);
        assertThat(sent(requests.sequence(1), 4)).doesNotContainAnyElementsOf(sent);
    }

    @Test
    void aKeyIsAQuotedUuidAndTheLengthIsThatOfTheBytes() {
        String request =
                sent(KeyedPosts.once(TARGET, "{\"é\":1}").sequence(0), 1).get(0);

        assertThat(request)
                .startsWith("POST /things HTTP/1.1\r\n")
                .containsPattern("Idempotency-Key: \"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9]{12}\"\r\n")
                .endsWith("Content-Length: 8\r\n\r\n{\"é\":1}");
    }

    private static List<String> sent(Supplier<byte[]> sequence, int requests) {
        return Stream.generate(sequence)
                .limit(requests)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}

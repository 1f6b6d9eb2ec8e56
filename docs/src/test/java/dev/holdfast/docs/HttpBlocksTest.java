package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests of a page are sent in their order, and each response has the status, the header fields and, where there is
 * one, the body that the block after its request shows.
 */
class HttpBlocksTest {

    static Stream<Path> pages() {
        return CodeBlock.all(Kind.HTTP).map(CodeBlock::page).distinct();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theServerAnswersAsThePageSays(Path page) throws Exception {
        List<CodeBlock> blocks =
                CodeBlock.of(page).stream().filter(Kind.HTTP::fits).toList();
        assertThat(blocks.size() % 2).as("requests and responses take turns").isZero();
        try (JettyServer server = ExpensesDemo.start()) {
            for (int i = 0; i < blocks.size(); i += 2) {
                WireResponse response = request(blocks.get(i)).send(server.port());
                assertAnswers(response, blocks.get(i + 1));
            }
        }
    }

    private static WireRequest request(CodeBlock block) {
        Message message = Message.of(block);
        String[] line = message.start().split(" ");
        assertThat(line).as(block.toString()).hasSize(3).endsWith("HTTP/1.1");
        WireRequest request = WireRequest.of(line[0], line[1]);
        for (String field : message.fields()) {
            int colon = field.indexOf(':');
            request = request.header(
                    field.substring(0, colon), field.substring(colon + 1).strip());
        }
        return message.body().isPresent() ? request.body(message.body().orElseThrow()) : request;
    }

    private static void assertAnswers(WireResponse response, CodeBlock block) {
        Message expected = Message.of(block);
        assertThat(expected.start()).as(block.toString()).startsWith("HTTP/1.1 " + response.status() + " ");
        for (String field : expected.fields()) {
            int colon = field.indexOf(':');
            assertThat(response.headers(field.substring(0, colon)))
                    .as("%s: %s", block, field)
                    .contains(field.substring(colon + 1).strip());
        }
        expected.body()
                .ifPresent(
                        body -> assertThat(response.text()).as(block.toString()).isEqualTo(body));
        if (!block.text().contains("Idempotency-Replayed")) {
            assertThat(response.header("Idempotency-Replayed"))
                    .as(block.toString())
                    .isEmpty();
        }
    }

    private record Message(String start, List<String> fields, Optional<String> body) {
        static Message of(CodeBlock block) {
            String text = block.dedented();
            int blank = text.indexOf("\n\n");
            List<String> head =
                    (blank < 0 ? text : text.substring(0, blank)).lines().toList();
            Optional<String> body = blank < 0 ? Optional.empty() : Optional.of(text.substring(blank + 2));
            return new Message(head.get(0), head.subList(1, head.size()), body);
        }
    }
}

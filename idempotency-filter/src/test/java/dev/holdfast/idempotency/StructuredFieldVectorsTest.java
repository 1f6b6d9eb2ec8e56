package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTTP Working Group's own vectors for Strings (RFC 9651 section 3.3.3). */
class StructuredFieldVectorsTest {
    private static final String HEADER = "Idempotency-Key";

    static Stream<Arguments> vectors() throws IOException {
        return Stream.concat(read("string.json"), read("string-generated.json"));
    }

    private static Stream<Arguments> read(String file) throws IOException {
        try (InputStream in = StructuredFieldVectorsTest.class.getResourceAsStream("/structured-field-tests/" + file)) {
            JsonNode vectors = new ObjectMapper().readTree(Objects.requireNonNull(in, file));
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(vector -> Arguments.of(vector.get("name").asText(), vector));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void aStringIsReadAsTheStandardSays(String name, JsonNode vector) {
        FakeRequest request = new FakeRequest();
        String[] lines = StreamSupport.stream(vector.get("raw").spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new);
        request.header(HEADER, lines);

        KeyField read = new KeyParser(HEADER, KeyFormat.ANY, 1).read(request);

        if (isBare(lines)) {
            assertThat(read).isEqualTo(new KeyField.Present(lines[0]));
        } else if (lines.length == 1 && vector.has("expected") && isKey(value(vector))) {
            assertThat(read).isEqualTo(new KeyField.Present(value(vector)));
        } else {
            assertThat(read).isInstanceOf(KeyField.Malformed.class);
        }
    }

    /** What does not begin with a quote is no String to the standard, and a bare key to us. */
    private static boolean isBare(String... lines) {
        return lines.length == 1 && !lines[0].startsWith("\"");
    }

    private static String value(JsonNode vector) {
        return vector.get("expected").get(0).asText();
    }

    /** The standard's strings may be empty, have spaces and any length; keys may not. */
    private static boolean isKey(String value) {
        return !value.isEmpty() && value.length() <= 255 && value.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }
}

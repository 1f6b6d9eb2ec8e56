package dev.holdfast.examples.expenses.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON bodies: strict in what is read, {@code application/json} in UTF-8 in what is sent. */
final class Json {
    private static final String MEDIA_TYPE = "application/json";
    private static final int LARGEST_BODY = 64 * 1024;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Json() {}

    static void send(HttpServletResponse response, int status, Object body) throws IOException {
        byte[] json = MAPPER.writeValueAsBytes(body);
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    static JsonNode readObject(HttpServletRequest request) throws IOException {
        // Not getContentType(): containers may throw at a charset that they do not know
        if (!isJson(request.getHeader("Content-Type"))) {
            throw Refusal.notJson();
        }
        JsonNode body = parse(decode(read(request), charset(request)));
        if (!body.isObject()) {
            throw Refusal.badRequest("The body must be a JSON object");
        }
        return body;
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && MEDIA_TYPE.equalsIgnoreCase(contentType.split(";", 2)[0].strip());
    }

    private static byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw Refusal.tooLarge(LARGEST_BODY);
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw Refusal.tooLarge(LARGEST_BODY);
        }
        return body;
    }

    private static Charset charset(HttpServletRequest request) {
        try {
            String name = request.getCharacterEncoding();
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.badRequest("The charset of the body is unknown");
        }
    }

    private static String decode(byte[] body, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException malformed) {
            throw Refusal.badRequest("The body is not valid " + charset.name());
        }
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException | NumberFormatException malformed) {
            // NumberFormatException: Jackson lets it through for an exponent that overflows
            throw Refusal.badRequest("The body is not valid JSON");
        }
    }
}

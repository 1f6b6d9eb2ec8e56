package dev.holdfast.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

final class JsonProblemRenderer implements ProblemRenderer {
    static final JsonProblemRenderer INSTANCE = new JsonProblemRenderer();

    private JsonProblemRenderer() {}

    @Override
    public void render(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = json(problem).getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setHeader("Content-Type", "application/problem+json");
        response.setHeader("Cache-Control", "no-store");
        response.addHeader("Link", "<" + problem.type() + ">; rel=\"describedby\"");
        problem.retryAfter().ifPresent(delay -> response.setHeader("Retry-After", wholeSeconds(delay)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String wholeSeconds(Duration delay) {
        // RFC 9110 §10.2.3: delay-seconds is a whole number; rounding down would call the client back too early
        return Long.toString(Math.max(1, delay.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    static String json(Problem problem) {
        return "{\"type\":" + quoted(problem.type().toString())
                + ",\"title\":" + quoted(problem.title())
                + ",\"status\":" + problem.status()
                + ",\"detail\":" + quoted(problem.detail())
                + ",\"retryable\":" + problem.retryable() + "}";
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < 0x20) {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}

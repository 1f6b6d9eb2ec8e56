package dev.holdfast.servlet;

import dev.holdfast.servlet.internal.json.JsonText;
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
        StringBuilder json = new StringBuilder("{\"type\":")
                .append(JsonText.quoted(problem.type().toString()))
                .append(",\"title\":")
                .append(JsonText.quoted(problem.title()))
                .append(",\"status\":")
                .append(problem.status())
                .append(",\"detail\":")
                .append(JsonText.quoted(problem.detail()))
                .append(",\"retryable\":")
                .append(problem.retryable());
        problem.members()
                .forEach((name, value) -> json.append(',')
                        .append(JsonText.quoted(name))
                        .append(':')
                        .append(value));
        return json.append('}').toString();
    }
}

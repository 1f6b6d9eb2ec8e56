package dev.holdfast.compatibility;

import dev.holdfast.testkit.http.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Requests as clients send them. */
final class Requests {
    private Requests() {}

    static WireRequest post(String target) {
        return WireRequest.of("POST", target);
    }

    static WireRequest json(String target, String body) {
        return post(target).header("Content-Type", "application/json").body(body);
    }

    static WireRequest text(String target, String body) {
        return post(target).header("Content-Type", "text/plain;charset=UTF-8").body(body);
    }

    static WireRequest form(String target, String body) {
        return post(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(body);
    }

    static WireRequest multipart(String target, String boundary, List<String> parts) {
        StringBuilder body = new StringBuilder();
        parts.forEach(part -> body.append("--").append(boundary).append("\r\n").append(part).append("\r\n"));
        return post(target)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .body(body.append("--").append(boundary).append("--\r\n").toString());
    }

    /** A part that is a field. */
    static String field(String name, String value) {
        return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
    }

    /** A part that is a file. */
    static String file(String name, String type, String content) {
        return "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name + ".x\"\r\nContent-Type: " + type
                + "\r\n\r\n" + content;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

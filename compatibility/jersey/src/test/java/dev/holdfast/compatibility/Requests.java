package dev.holdfast.compatibility;

import dev.holdfast.testkit.http.WireRequest;
import java.util.List;

/** Requests as clients send them. */
final class Requests {
    private Requests() {}

    static WireRequest post(String target) {
        return WireRequest.of("POST", target);
    }

    static WireRequest typed(String target, String type, String body) {
        return post(target).header("Content-Type", type).body(body);
    }

    static WireRequest form(String target, String body) {
        return typed(target, "application/x-www-form-urlencoded", body);
    }

    static WireRequest multipart(String target, String boundary, List<String> parts) {
        StringBuilder body = new StringBuilder();
        parts.forEach(part -> body.append("--").append(boundary).append("\r\n").append(part).append("\r\n"));
        return typed(
                target,
                "multipart/form-data; boundary=" + boundary,
                body.append("--").append(boundary).append("--\r\n").toString());
    }

    /** A part that is a field. */
    static String field(String name, String value) {
        return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
    }

    /** A part that is a file. */
    static String file(String name, String content) {
        return "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n"
                + content;
    }
}

package dev.holdfast.servlet.internal.body;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of an {@code application/x-www-form-urlencoded} body. */
final class FormFields {
    private FormFields() {}

    /** Servlet 6.0 §3.1.1: which bodies become parameters. */
    static boolean areIn(HttpServletRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null
                && type.split(";", 2)[0].strip().equalsIgnoreCase("application/x-www-form-urlencoded")
                && parsedByContainer(request);
    }

    /** The specification speaks of POST only; Jetty takes PUT as well, and its applications rely on it. */
    private static boolean parsedByContainer(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "POST" -> true;
            case "PUT" -> request.getServletContext().getServerInfo().startsWith("jetty/");
            default -> false;
        };
    }

    /**
     * Splits and decodes.
     *
     * @throws IllegalArgumentException if an escape is not one
     */
    static Map<String, List<String>> parse(byte[] body, Charset charset) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : new String(body, charset).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                fields.computeIfAbsent(URLDecoder.decode(name, charset), n -> new ArrayList<>())
                        .add(URLDecoder.decode(value, charset));
            }
        }
        return fields;
    }
}

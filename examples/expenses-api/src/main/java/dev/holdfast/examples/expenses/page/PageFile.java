package dev.holdfast.examples.expenses.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of the page, as it stands on the class path. */
final class PageFile {
    private static final Pattern NAME = Pattern.compile("[a-z-]+\\.(css|html|js|svg)");
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "css", "text/css;charset=utf-8",
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml");

    private final String mediaType;
    private final byte[] content;
    private final String tag;

    private PageFile(String mediaType, byte[] content) {
        this.mediaType = mediaType;
        this.content = content;
        this.tag = '"' + hash(content) + '"';
    }

    /** Empty if there is none of that name. */
    static Optional<PageFile> named(String name) throws IOException {
        Matcher matcher = NAME.matcher(name);
        String mediaType = matcher.matches() ? MEDIA_TYPES.get(matcher.group(1)) : null;
        if (mediaType == null) {
            return Optional.empty();
        }
        try (InputStream file = PageFile.class.getResourceAsStream("/page/" + name)) {
            return file == null ? Optional.empty() : Optional.of(new PageFile(mediaType, file.readAllBytes()));
        }
    }

    String tag() {
        return tag;
    }

    void send(HttpServletResponse response) throws IOException {
        response.setContentType(mediaType);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has it", e);
        }
    }
}

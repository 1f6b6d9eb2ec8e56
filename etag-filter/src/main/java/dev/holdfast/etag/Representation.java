package dev.holdfast.etag;

import dev.holdfast.servlet.internal.fetch.Fetched;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/** What an application answered to a GET. Immutable. */
public final class Representation {
    private static final String CHARSET = "charset=";

    private final Fetched fetched;

    Representation(Fetched fetched) {
        this.fetched = fetched;
    }

    /** The HTTP status. */
    public int status() {
        return fetched.status();
    }

    /** Whether the status says that the resource is there and this is it. */
    public boolean exists() {
        return fetched.status() == 200 || fetched.status() == 203 || fetched.status() == 204;
    }

    /** Whether the status says that there is no such resource. Any other than this and that says neither. */
    public boolean isAbsent() {
        return fetched.status() == 404 || fetched.status() == 410;
    }

    /**
     * The same, for a source that has to know.
     *
     * @throws IOException if the application says neither: an error, or that this client may not see it
     */
    boolean existsOrThrow() throws IOException {
        if (!exists() && !isAbsent()) {
            throw new IOException("The application answers a GET of the resource with " + fetched.status()
                    + ": whether it is there is not known");
        }
        return exists();
    }

    /** The first value of a field. */
    public Optional<String> header(String name) {
        return fetched.header(name);
    }

    /** The content. */
    public byte[] body() {
        return fetched.body().clone();
    }

    /** The content as text, if it calls itself JSON. */
    Optional<String> json() {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String essence = type.split(";", 2)[0].strip();
        boolean json = essence.equals("application/json") || essence.endsWith("+json");
        return json ? Optional.of(new String(fetched.body(), charset(type))) : Optional.empty();
    }

    private static Charset charset(String type) {
        int at = type.indexOf(CHARSET);
        if (at < 0) {
            return StandardCharsets.UTF_8; // RFC 8259 §8.1
        }
        try {
            return Charset.forName(type.substring(at + CHARSET.length())
                    .split(";", 2)[0]
                    .replace("\"", "")
                    .strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    Fetched fetched() {
        return fetched;
    }
}

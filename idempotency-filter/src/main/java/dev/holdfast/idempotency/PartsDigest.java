package dev.holdfast.idempotency;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Locale;

/** A digest over parts that a container has parsed, read from where it keeps them. */
final class PartsDigest {
    private PartsDigest() {}

    /** Whatever separated them does not count. */
    static byte[] of(Collection<Part> parts) throws IOException {
        Sha256 digest = new Sha256().number(parts.size());
        for (Part part : parts) {
            add(part, digest);
        }
        return digest.finish();
    }

    private static void add(Part part, Sha256 digest) throws IOException {
        Collection<String> names = part.getHeaderNames();
        digest.number(names.size());
        for (String name : names) {
            Collection<String> values = part.getHeaders(name);
            digest.part(name.toLowerCase(Locale.ROOT)).number(values.size());
            values.forEach(digest::part);
        }
        BodyDigest content = new Sha256Digest();
        try (InputStream in = part.getInputStream()) {
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                content.update(buffer, 0, count);
            }
        }
        digest.number(part.getSize()).part(content.finish());
    }
}

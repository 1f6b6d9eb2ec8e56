package dev.holdfast.idempotency;

import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part as a container has parsed it. Immutable. */
record FakePart(String name, String content) implements Part {
    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String getContentType() {
        return null;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public @Nullable String getSubmittedFileName() {
        return null;
    }

    @Override
    public long getSize() {
        return content.length();
    }

    @Override
    public void write(String fileName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getHeader(String header) {
        return "form-data; name=" + name;
    }

    @Override
    public Collection<String> getHeaders(String header) {
        return List.of(getHeader(header));
    }

    @Override
    public Collection<String> getHeaderNames() {
        return List.of("Content-Disposition");
    }
}

package dev.holdfast.servlet.internal.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import org.jspecify.annotations.Nullable;

/** What a container still has of a body. Not thread-safe. */
final class FakeStream extends ServletInputStream {
    private final ByteArrayInputStream in;

    @Nullable
    ReadListener listener;

    boolean closed;

    FakeStream(byte[] bytes) {
        in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
        return closed ? -1 : in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return closed ? -1 : in.read(target, offset, length);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public int available() {
        return in.available();
    }

    @Override
    public boolean isFinished() {
        return in.available() == 0;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener value) {
        listener = value;
    }
}

package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The stream a handler writes to while its response is captured. One request. */
final class CaptureStream extends ServletOutputStream {
    private final CapturingResponse response;
    private final boolean printsInCharset;

    CaptureStream(CapturingResponse response, boolean printsInCharset) {
        this.response = response;
        this.printsInCharset = printsInCharset;
    }

    /** All other forms of {@code print} and {@code println} end in this one. */
    @Override
    public void print(String text) throws IOException {
        if (printsInCharset) {
            write(String.valueOf(text).getBytes(response.getCharacterEncoding()));
        } else {
            super.print(text);
        }
    }

    @Override
    public void write(int b) throws IOException {
        response.body().write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.body().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        response.flushBuffer();
    }

    @Override
    public void close() throws IOException {
        response.closeByHandler();
    }

    /** Always: what is held has room, and what streams blocks. */
    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(@Nullable WriteListener listener) {
        try {
            response.writeWhenPossible(listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

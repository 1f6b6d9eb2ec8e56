package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The stream a handler writes to while its response is captured. One request. */
final class CaptureStream extends ServletOutputStream {
    private final CapturingResponse response;

    CaptureStream(CapturingResponse response) {
        this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
        response.write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.write(bytes, offset, length);
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
    public void setWriteListener(WriteListener listener) {
        response.writeWhenPossible(listener);
    }
}

package dev.holdfast.benchmarks.inprocess;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/** A body that is there. Not thread-safe. */
final class StubInput extends ServletInputStream {
    private final byte[] bytes;
    private int position;

    StubInput(byte[] bytes) {
        this.bytes = bytes;
    }

    void rewind() {
        position = 0;
    }

    int length() {
        return bytes.length;
    }

    @Override
    public int read() {
        return position < bytes.length ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (position == bytes.length) {
            return count == 0 ? 0 : -1;
        }
        int taken = Math.min(count, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, taken);
        position += taken;
        return taken;
    }

    @Override
    public int available() {
        return bytes.length - position;
    }

    @Override
    public boolean isFinished() {
        return position == bytes.length;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("The stub is never asynchronous");
    }
}

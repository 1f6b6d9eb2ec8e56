package dev.holdfast.servlet.internal.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/**
 * A body whose beginning was read in advance: first that, then what is still to come from the client. One request.
 */
final class ReplayStream extends ServletInputStream {
    private final BodyPrefix prefix;
    private final ServletInputStream rest;
    private final BodyObserver observer;
    private int position;
    private boolean ended;

    ReplayStream(BodyPrefix prefix, ServletInputStream rest, BodyObserver observer) {
        this.prefix = prefix;
        this.rest = rest;
        this.observer = observer;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int held = prefix.bytes().length - position;
        if (held > 0) {
            int count = Math.min(held, length);
            System.arraycopy(prefix.bytes(), position, bytes, offset, count);
            position += count;
            return count;
        }
        return prefix.whole() ? -1 : readRest(bytes, offset, length);
    }

    private int readRest(byte[] bytes, int offset, int length) throws IOException {
        int count = rest.read(bytes, offset, length);
        if (count > 0) {
            observer.read(bytes, offset, count);
        } else if (count < 0) {
            end();
        }
        return count;
    }

    private void end() {
        if (!ended) {
            ended = true;
            observer.end();
        }
    }

    private boolean prefixLeft() {
        return position < prefix.bytes().length;
    }

    @Override
    public int available() throws IOException {
        return prefixLeft() ? prefix.bytes().length - position : prefix.whole() ? 0 : rest.available();
    }

    @Override
    public boolean isFinished() {
        if (prefixLeft() || prefix.whole()) {
            return !prefixLeft();
        }
        boolean finished = rest.isFinished();
        if (finished) {
            // a handler that asks this way does not go on to read the end
            end();
        }
        return finished;
    }

    @Override
    public boolean isReady() {
        return prefixLeft() || prefix.whole() || rest.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        rest.setReadListener(new PrefixFirst(listener));
    }

    /** The container calls when the rest has data or has ended; the prefix comes before either. */
    private final class PrefixFirst implements ReadListener {
        private final ReadListener handler;

        PrefixFirst(ReadListener handler) {
            this.handler = handler;
        }

        @Override
        public void onDataAvailable() throws IOException {
            handler.onDataAvailable();
        }

        @Override
        public void onAllDataRead() throws IOException {
            if (prefixLeft()) {
                handler.onDataAvailable();
            }
            if (!prefix.whole()) {
                end();
            }
            handler.onAllDataRead();
        }

        @Override
        public void onError(Throwable failure) {
            handler.onError(failure);
        }
    }
}

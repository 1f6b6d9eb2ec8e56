package dev.holdfast.servlet.internal.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A body whose beginning was read in advance, or nothing of it: first that, then what is still to come from the client. One
 * request.
 */
final class ReplayStream extends ServletInputStream {
    private final ServletInputStream rest;
    private final BodyObserver observer;
    /** Whether nothing follows what is held. */
    private final boolean whole;

    /** Whether nothing was read in advance. */
    private final boolean untouched;

    private final byte[] held;
    private final ReplayedRequest request;
    private int position;
    private @Nullable ListenerFeed feed;
    private boolean begun;
    private boolean ended;
    private boolean closed;

    /**
     * Puts them together.
     *
     * @param request whose body it is, as the handler has it
     */
    ReplayStream(BodyPrefix prefix, ServletInputStream rest, BodyObserver observer, ReplayedRequest request) {
        this.request = request;
        this.rest = rest;
        this.observer = observer;
        this.whole = prefix.whole();
        this.held = prefix.bytes();
        this.untouched = held.length == 0 && !whole;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            // what a stream does that was closed is the container's to say
            rest.close();
            return rest.read(bytes, offset, length);
        }
        if (length == 0) {
            return 0;
        }
        begin();
        if (heldLeft() > 0) {
            return readHeld(bytes, offset, length);
        }
        if (whole) {
            tellFeed();
            return -1;
        }
        return readRest(bytes, offset, length);
    }

    private void tellFeed() {
        if (feed != null) {
            feed.ended();
        }
    }

    private int readHeld(byte[] bytes, int offset, int length) {
        int count = Math.min(heldLeft(), length);
        System.arraycopy(held, position, bytes, offset, count);
        position += count;
        return count;
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

    private void begin() {
        if (!begun) {
            begun = true;
            observer.begun();
        }
    }

    /** Whether somebody has read of it. */
    boolean begun() {
        return begun;
    }

    private void end() {
        if (!ended) {
            ended = true;
            observer.end();
            tellFeed();
        }
    }

    private int heldLeft() {
        return held.length - position;
    }

    @Override
    public int available() throws IOException {
        return heldLeft() > 0 ? heldLeft() : whole ? 0 : rest.available();
    }

    @Override
    public boolean isFinished() {
        if (heldLeft() > 0 || whole) {
            return heldLeft() == 0;
        }
        boolean finished = ended || rest.isFinished();
        if (finished) {
            // a handler that asks this way does not go on to read the end
            end();
        }
        return finished;
    }

    @Override
    public boolean isReady() {
        if (feed != null) {
            return !isAtEnd() || isReadyAtEnd();
        }
        return heldLeft() > 0 || whole || rest.isReady();
    }

    private boolean isAtEnd() {
        return heldLeft() == 0 && (whole || ended || rest.isFinished());
    }

    /** To some containers the end is something that can be read, and to others there is nothing to read any more. */
    private boolean isReadyAtEnd() {
        return request.getServletContext().getServerInfo().startsWith("jetty/");
    }

    /** The container's stream stays open: how much of the body there is may still have to be learnt. */
    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        begin();
        if (untouched || listener == null || !request.isAsyncStarted()) {
            // what is wrong with it is the container's to say
            observer.unblocked();
            rest.setReadListener(listener == null ? listener : new Watched(listener));
            return;
        }
        if (feed != null) {
            throw new IllegalStateException("The stream has a listener already");
        }
        feed = new ListenerFeed(this, listener, request.getAsyncContext(), request.callbacks());
        feed.start();
    }

    /** A listener that the container calls. */
    private final class Watched implements ReadListener {
        private final ReadListener handler;

        Watched(ReadListener handler) {
            this.handler = handler;
        }

        @Override
        public void onDataAvailable() throws IOException {
            handler.onDataAvailable();
        }

        @Override
        public void onAllDataRead() throws IOException {
            end();
            handler.onAllDataRead();
        }

        @Override
        public void onError(Throwable failure) {
            handler.onError(failure);
        }
    }
}

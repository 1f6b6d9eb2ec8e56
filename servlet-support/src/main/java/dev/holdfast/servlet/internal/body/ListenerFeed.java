package dev.holdfast.servlet.internal.body;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Calls a listener for a body of which a part was read before it was set. Thread-safe. */
/*
 * Why not the container
 *
 * The specification lets a stream be read with or without blocking, and says nothing of one that is read with blocking first.
 * Tomcat 10.1 then overwrites what it has buffered, and Undertow never calls a listener that comes after the end. So the
 * listener is called here, on a thread of the container, and its stream is always ready: where the client is slower than the
 * handler, that thread waits in the handler's place.
 */
final class ListenerFeed {
    private final ReplayStream stream;
    private final ReadListener handler;
    private final AsyncContext async;
    private final Callbacks callbacks;
    private final AtomicBoolean endTold = new AtomicBoolean();
    private volatile @Nullable Thread calling;

    ListenerFeed(ReplayStream stream, ReadListener handler, AsyncContext async, Callbacks callbacks) {
        this.stream = stream;
        this.handler = handler;
        this.async = async;
        this.callbacks = callbacks;
    }

    void start() {
        callbacks.soon(async, this::call);
    }

    private void call() {
        calling = Thread.currentThread();
        try {
            if (!stream.isFinished()) {
                handler.onDataAvailable();
            }
            calling = null;
            if (stream.isFinished()) {
                tellEnd();
            }
        } catch (Throwable e) { // Servlet 6.0 §3.7: whatever goes wrong, the listener is told
            handler.onError(e);
        }
    }

    /** The end was read: by the listener while it is called, or by somebody who took over from it. */
    void ended() {
        if (Thread.currentThread() != calling) {
            callbacks.soon(async, () -> {
                try {
                    tellEnd();
                } catch (Throwable e) { // as above
                    handler.onError(e);
                }
            });
        }
    }

    private void tellEnd() throws IOException {
        if (endTold.compareAndSet(false, true)) {
            handler.onAllDataRead();
        }
    }
}

package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a write listener as a container does: on a thread of the container's, and not before the dispatch that set it has
 * returned. What is held has always room, so once is enough. Thread-safe.
 */
final class WriteListening {
    private boolean dispatching;
    private @Nullable Runnable pending;

    synchronized void dispatchBegins() {
        dispatching = true;
    }

    void dispatchEnds() {
        Runnable due;
        synchronized (this) {
            dispatching = false;
            due = pending;
            pending = null;
        }
        if (due != null) {
            due.run();
        }
    }

    void set(WriteListener listener, AsyncContext async) {
        Runnable call = () -> async.start(() -> call(listener));
        synchronized (this) {
            if (dispatching) {
                pending = call;
                return;
            }
        }
        call.run();
    }

    private static void call(WriteListener listener) {
        try {
            listener.onWritePossible();
        } catch (IOException | RuntimeException e) {
            listener.onError(e);
        }
    }
}

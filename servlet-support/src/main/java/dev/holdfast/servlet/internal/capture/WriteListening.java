package dev.holdfast.servlet.internal.capture;

import dev.holdfast.servlet.internal.body.Callbacks;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.WriteListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls a write listener. What is held has always room, so once is enough. Thread-safe. */
final class WriteListening {
    private final AtomicBoolean set = new AtomicBoolean();

    void set(WriteListener listener, AsyncContext async, Callbacks callbacks, CapturingResponse response) {
        if (!set.compareAndSet(false, true)) {
            throw new IllegalStateException("The stream has a listener already");
        }
        callbacks.soon(async, () -> call(listener, async, response));
    }

    private static void call(WriteListener listener, AsyncContext async, CapturingResponse response) {
        try {
            listener.onWritePossible();
        } catch (Throwable e) { // Servlet 6.0 §5.7: whatever goes wrong, the listener is told
            try {
                listener.onError(e);
            } finally {
                response.failUnlessCompleted(async);
            }
        }
    }
}

package dev.holdfast.servlet.internal.body;

import jakarta.servlet.AsyncContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls the listeners of a request as a container does: on threads of the container's, one after the other, not before the
 * dispatch that set them has returned, and not after the request is complete. Thread-safe.
 */
public final class Callbacks {
    private final ReentrantLock turn = new ReentrantLock();
    private final Deque<Runnable> pending = new ArrayDeque<>();
    private boolean dispatching;
    private volatile boolean over;

    Callbacks() {}

    /** The handler is about to be called. */
    public synchronized void dispatchBegins() {
        dispatching = true;
        over = false;
    }

    /** The handler has returned. */
    public void dispatchEnds() {
        Deque<Runnable> due;
        synchronized (this) {
            dispatching = false;
            due = new ArrayDeque<>(pending);
            pending.clear();
        }
        due.forEach(Runnable::run);
    }

    /** The request is complete: nobody is called any more. */
    public void over() {
        over = true;
    }

    /** Calls somebody as soon as it is their turn. */
    public void soon(AsyncContext async, Runnable callback) {
        Runnable call = () -> async.start(() -> inTurn(callback));
        synchronized (this) {
            if (dispatching) {
                pending.add(call);
                return;
            }
        }
        call.run();
    }

    private void inTurn(Runnable callback) {
        turn.lock();
        try {
            if (!over) {
                callback.run();
            }
        } finally {
            turn.unlock();
        }
    }
}

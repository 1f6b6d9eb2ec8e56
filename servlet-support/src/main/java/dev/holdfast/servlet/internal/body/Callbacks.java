package dev.holdfast.servlet.internal.body;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls the listeners of a request as a container does: on threads of the container's, one after the other, not before the
 * dispatch that set them has returned, and not after the request is complete. Thread-safe.
 */
public final class Callbacks {
    private final ReentrantLock turn = new ReentrantLock();
    private final List<Runnable> pending = new ArrayList<>();
    private @Nullable AsyncContext pendingOn;
    /** How many filters have the same dispatch under way. */
    private int dispatches;

    private volatile boolean over;

    Callbacks() {}

    /** Those of a request that another filter has seen before: there is one turn for all of them. */
    static Callbacks of(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            if (inner instanceof ReplayedRequest replayed) {
                return replayed.callbacks();
            }
            inner = wrapper.getRequest();
        }
        return new Callbacks();
    }

    /** The handler is about to be called. */
    public synchronized void dispatchBegins() {
        dispatches++;
        over = false;
    }

    /** The handler has returned. */
    public void dispatchEnds() {
        List<Runnable> due;
        AsyncContext on;
        synchronized (this) {
            dispatches--;
            on = pendingOn;
            if (dispatches > 0 || on == null) {
                return;
            }
            due = List.copyOf(pending);
            pending.clear();
            pendingOn = null;
        }
        // all on one thread: the first may complete the request, and then no other can be started for it
        on.start(() -> due.forEach(this::inTurn));
    }

    /** The request is complete: nobody is called any more. */
    public void over() {
        over = true;
    }

    /** Calls somebody as soon as it is their turn. */
    public void soon(AsyncContext async, Runnable callback) {
        synchronized (this) {
            if (dispatches > 0) {
                pending.add(callback);
                pendingOn = async;
                return;
            }
        }
        async.start(() -> inTurn(callback));
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

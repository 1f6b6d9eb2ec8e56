package dev.holdfast.servlet.internal.transaction;

import jakarta.servlet.ServletRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a request runs in a transaction of its own, for those who have to wait until it is over: what the application wrote
 * is nobody's to see before. One request, one thread.
 */
public final class TransactionScope {
    private static final Logger log = LoggerFactory.getLogger(TransactionScope.class);
    private static final String ATTRIBUTE = TransactionScope.class.getName();

    private final ServletRequest request;
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private TransactionScope(ServletRequest request) {
        this.request = request;
    }

    /** The request runs in a transaction from now on. */
    public static TransactionScope begin(ServletRequest request) {
        TransactionScope scope = new TransactionScope(request);
        request.setAttribute(ATTRIBUTE, scope);
        return scope;
    }

    private static Optional<TransactionScope> of(ServletRequest request) {
        return Optional.ofNullable((TransactionScope) request.getAttribute(ATTRIBUTE));
    }

    /** Whether a request runs in a transaction that is not over. */
    public static boolean isOpen(ServletRequest request) {
        return of(request).isPresent();
    }

    /** Runs a task when the transaction of a request is over, or at once if there is none. */
    public static void afterwards(ServletRequest request, Runnable task) {
        Optional<TransactionScope> scope = of(request);
        if (scope.isPresent()) {
            scope.get().waiting.add(task);
        } else {
            task.run();
        }
    }

    /** It was committed or rolled back. Does nothing the second time. */
    public void over() {
        request.removeAttribute(ATTRIBUTE);
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.warn("What waited for the end of a transaction failed", e);
            }
        }
    }
}

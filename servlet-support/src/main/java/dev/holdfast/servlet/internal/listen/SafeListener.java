package dev.holdfast.servlet.internal.listen;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener, whatever it throws. Thread-safe.
 *
 * @param <L> what kind it is
 */
public final class SafeListener<L> {
    private final L listener;
    private final Logger log;

    /** Tells this one. */
    public SafeListener(Class<L> kind, L listener) {
        this.listener = listener;
        this.log = LoggerFactory.getLogger(kind);
    }

    /** Tells it something. */
    public void tell(Consumer<L> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | Error e) {
            log.warn("The listener {} failed", listener.getClass().getName(), e);
        }
    }
}

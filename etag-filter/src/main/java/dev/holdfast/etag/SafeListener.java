package dev.holdfast.etag;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener, whatever it throws. Thread-safe. */
final class SafeListener {
    private static final Logger log = LoggerFactory.getLogger(PreconditionListener.class);

    private final PreconditionListener listener;

    SafeListener(PreconditionListener listener) {
        this.listener = listener;
    }

    void tell(Consumer<PreconditionListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | Error e) {
            log.warn("The precondition listener {} failed", listener.getClass().getName(), e);
        }
    }
}

package dev.holdfast.idempotency;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a listener, whatever it throws. Thread-safe. */
final class SafeListener {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyListener.class);

    private final IdempotencyListener listener;

    SafeListener(IdempotencyListener listener) {
        this.listener = listener;
    }

    void tell(Consumer<IdempotencyListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | Error e) {
            log.warn("The idempotency listener {} failed", listener.getClass().getName(), e);
        }
    }
}

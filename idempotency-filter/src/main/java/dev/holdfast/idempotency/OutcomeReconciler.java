package dev.holdfast.idempotency;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What finds out how an operation ended whose worker fell silent, by looking where its effect would be. It is asked when
 * a retry arrives.
 *
 * <p>Thread-safe. It may block. What it throws counts as {@link Reconciliation#stillUnknown()}.
 */
@FunctionalInterface
public interface OutcomeReconciler {

    /**
     * Looks.
     *
     * @param request the retry, with the attributes of {@link IdempotencyAttributes}; its body must not be read
     */
    Reconciliation reconcile(HttpServletRequest request);

    /** What was found. */
    sealed interface Reconciliation {
        /**
         * The operation took effect.
         *
         * @param response what its retries get
         */
        record TookEffect(RecordedResponse response) implements Reconciliation {}

        /** The operation did not take effect and never will: the retry runs. */
        record NoEffect() implements Reconciliation {}

        /** It cannot be told: the retry is refused. */
        record StillUnknown() implements Reconciliation {}

        /** The operation took effect, and this is the response. */
        static Reconciliation tookEffect(RecordedResponse response) {
            return new TookEffect(response);
        }

        /** The operation did not take effect and never will. */
        static Reconciliation noEffect() {
            return new NoEffect();
        }

        /** It cannot be told. */
        static Reconciliation stillUnknown() {
            return new StillUnknown();
        }
    }
}

package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.internal.route.PathPattern;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are protected, and how. Immutable.
 *
 * @param methods the HTTP methods it speaks of, none of them safe
 * @param path the paths it speaks of
 * @param requirement what it asks
 * @param mode whether it acts
 * @param onConflict what becomes of duplicates in flight
 * @param onLapse what a retry may do when the first worker fell silent
 * @param onStoreFailure what becomes of requests while the store does not answer
 * @param keep which responses end an operation
 * @param guarantee what it demands of the store
 * @param requestTransaction whether requests run in transactions, where the store has them
 */
record IdempotencyRule(
        Set<String> methods,
        PathPattern path,
        Requirement requirement,
        Mode mode,
        ConflictPolicy onConflict,
        LapsePolicy onLapse,
        StoreFailurePolicy onStoreFailure,
        KeptOutcomes keep,
        Guarantee guarantee,
        boolean requestTransaction) {

    boolean matches(String method, String servletPath, @Nullable String pathInfo) {
        return methods.contains(method) && path.matches(servletPath, pathInfo);
    }

    /** What a store gives under this rule. */
    Guarantee given(Guarantee promised) {
        return promised == Guarantee.TRANSACTIONAL && !requestTransaction ? Guarantee.FENCED : promised;
    }

    @Override
    public String toString() {
        return String.join(",", methods) + " " + path;
    }
}

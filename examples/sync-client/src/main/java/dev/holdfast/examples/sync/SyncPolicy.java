package dev.holdfast.examples.sync;

import java.time.Duration;
import java.util.Set;

/**
 * How patient the client is.
 *
 * @param backoffBase the longest wait after the first attempt; it doubles with each one
 * @param backoffCap the longest wait after any attempt
 * @param retryAge for how long after its first attempt an operation is sent again. It must be shorter than the server keeps
 *     its records, 24 hours for Holdfast: after that a retry could take effect a second time
 * @param keepDelivered for how long delivered operations are kept, for the user to look at
 * @param workers how many resources are worked on side by side
 * @param readOnly the fields of a representation that a client does not write
 */
public record SyncPolicy(
        Duration backoffBase,
        Duration backoffCap,
        Duration retryAge,
        Duration keepDelivered,
        int workers,
        Set<String> readOnly) {

    public SyncPolicy {
        requirePositive("backoffBase", backoffBase);
        requirePositive("backoffCap", backoffCap);
        requirePositive("retryAge", retryAge);
        requirePositive("keepDelivered", keepDelivered);
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1, not " + workers);
        }
        if (backoffCap.compareTo(backoffBase) < 0) {
            throw new IllegalArgumentException("backoffCap " + backoffCap + " is below backoffBase " + backoffBase);
        }
        readOnly = Set.copyOf(readOnly);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    /** One second to one minute, 23 hours, a day, four workers, and the fields {@code id} and {@code version}. */
    public static SyncPolicy standard() {
        return new SyncPolicy(
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(23),
                Duration.ofDays(1),
                4,
                Set.of("id", "version"));
    }

    public SyncPolicy withBackoff(Duration base, Duration cap) {
        return new SyncPolicy(base, cap, retryAge, keepDelivered, workers, readOnly);
    }

    public SyncPolicy withWorkers(int number) {
        return new SyncPolicy(backoffBase, backoffCap, retryAge, keepDelivered, number, readOnly);
    }

    public SyncPolicy withRetryAge(Duration age) {
        return new SyncPolicy(backoffBase, backoffCap, age, keepDelivered, workers, readOnly);
    }

    public SyncPolicy withKeepDelivered(Duration keep) {
        return new SyncPolicy(backoffBase, backoffCap, retryAge, keep, workers, readOnly);
    }
}

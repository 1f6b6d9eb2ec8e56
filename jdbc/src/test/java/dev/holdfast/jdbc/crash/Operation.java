package dev.holdfast.jdbc.crash;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What one client wants to have done once, and what it was told about it. Thread-safe. */
final class Operation {
    private static final int NONE = 0;

    private final String name;
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger(NONE);
    private final AtomicInteger attempts = new AtomicInteger();

    Operation(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    WireRequest request() {
        return WireRequest.of("POST", "/orders/")
                .header("X-User", "alice")
                .key("\"" + name + "\"")
                .body(name);
    }

    void attempted() {
        attempts.incrementAndGet();
    }

    int attempts() {
        return attempts.get();
    }

    /** Whether the answer tells how the operation ended. */
    boolean answered(WireResponse response) {
        int status = response.status();
        if (status == 201) {
            acknowledged.add(Long.valueOf(response.text().strip()));
            return true;
        }
        if (status == 409 || status >= 500) {
            return false;
        }
        refused.set(status);
        return true;
    }

    /** The ids that clients were told. */
    Set<Long> acknowledged() {
        return acknowledged;
    }

    /** The status of an answer after which no client tries again, though nothing was done. */
    OptionalInt refused() {
        return refused.get() == NONE ? OptionalInt.empty() : OptionalInt.of(refused.get());
    }

    boolean isOver() {
        return !acknowledged.isEmpty() || refused().isPresent();
    }

    @Override
    public String toString() {
        return name + " " + acknowledged + " " + refused();
    }
}

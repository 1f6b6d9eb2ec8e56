package dev.holdfast.idempotency.store;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes, taken and given back. Thread-safe. */
final class Room {
    private final long maximum;
    private final AtomicLong taken = new AtomicLong();

    Room(long maximum) {
        this.maximum = maximum;
    }

    long maximum() {
        return maximum;
    }

    long taken() {
        return taken.get();
    }

    /** Takes bytes, if there are as many. */
    boolean take(long bytes) {
        long before = taken.get();
        while (before + bytes <= maximum) {
            long witness = taken.compareAndExchange(before, before + bytes);
            if (witness == before) {
                return true;
            }
            before = witness;
        }
        return false;
    }

    /** Lets a holding of so many bytes grow, if there is room, or shrink, which it always may. */
    boolean resize(long from, long to) {
        if (to > from) {
            return take(to - from);
        }
        giveBack(from - to);
        return true;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}

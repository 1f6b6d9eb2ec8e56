package dev.holdfast.examples.tunnel.proxy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what it is told. */
final class RecordedEvents implements Events {
    private final List<FaultKind> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger forwarded = new AtomicInteger();

    @Override
    public void struck(FaultKind kind) {
        faults.add(kind);
    }

    @Override
    public void forwarded() {
        forwarded.incrementAndGet();
    }

    List<FaultKind> faults() {
        return faults;
    }

    int requestsForwarded() {
        return forwarded.get();
    }
}

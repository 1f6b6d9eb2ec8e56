package dev.holdfast.benchmarks.growth;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The heap of this process. Thread-safe. */
final class Memory {
    private static final int COLLECTIONS = 3;

    private final Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());
    private final AtomicLong mostUsed = new AtomicLong();
    private final AtomicLong mostLeft = new AtomicLong();

    private Memory() {}

    /** That of this process, whose collections are watched from now on. */
    static Memory watched() {
        Memory memory = new Memory();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> memory.collected((CompositeData) notification.getUserData()),
                            null,
                            null);
        }
        return memory;
    }

    private void collected(CompositeData data) {
        GcInfo collection = GarbageCollectionNotificationInfo.from(data).getGcInfo();
        mostUsed.accumulateAndGet(sum(collection.getMemoryUsageBeforeGc()), Math::max);
        mostLeft.accumulateAndGet(sum(collection.getMemoryUsageAfterGc()), Math::max);
    }

    private long sum(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> heap.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** How many bytes are alive. */
    long live() {
        for (int i = 0; i < COLLECTIONS; i++) { // what one finds dead may keep something alive until the next
            System.gc();
        }
        return used();
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** From now on the most counts. */
    void forget() {
        System.gc();
        mostUsed.set(0);
        mostLeft.set(0);
    }

    /** The most that was used, with all garbage. */
    long mostUsed() {
        return Math.max(mostUsed.get(), used());
    }

    /** The most that a collection has left. */
    long mostLeft() {
        return mostLeft.get();
    }
}

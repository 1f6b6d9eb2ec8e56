package dev.holdfast.examples.sync;

import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OutboxException;
import dev.holdfast.examples.sync.outbox.Queue;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what is due: one operation of a resource at a time, several resources side by side. Thread-safe. */
final class Flusher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);
    private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

    private final Queue queue;
    private final Delivery delivery;
    private final Clock clock;
    private final Duration restAfterFailure;
    private final Upkeep upkeep;
    private final int workers;
    private final ExecutorService pool;

    // Guards what follows
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Long> busy = new HashSet<>();
    // Until when a resource is left alone because the outbox failed; the queue cannot hold that
    private final Map<Long, Long> resting = new HashMap<>();
    private boolean closed;

    Flusher(Queue queue, Delivery delivery, Upkeep upkeep, SyncPolicy policy, Clock clock) {
        this.queue = queue;
        this.delivery = delivery;
        this.upkeep = upkeep;
        this.clock = clock;
        this.workers = policy.workers();
        this.restAfterFailure = policy.backoffBase();
        this.pool = Executors.newFixedThreadPool(policy.workers(), task -> {
            Thread thread = new Thread(task, "sync-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Returns when nothing is under way and nothing waits that was due at the call. What is put off is left. */
    void flush() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long began = clock.millis();
            while (!closed && (startDue(began) || !busy.isEmpty())) {
                changed.await(LONGEST_NAP.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Goes on until it is closed. */
    void run() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                changed.await(startDueAndNap(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** An outbox that cannot be read now, for its disk is full or another process holds it, may be readable later. */
    private long startDueAndNap() {
        try {
            startDue(clock.millis());
            upkeep.ifDue();
            return nap();
        } catch (OutboxException failure) {
            LOG.warn("Nothing is sent for now: {}", failure.getMessage());
            return LONGEST_NAP.toMillis();
        }
    }

    /** Something new may be due. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** True if it started something. Another process may add to the outbox, hence the longest nap. */
    private boolean startDue(long time) {
        // Enough to find work behind those that are busy or resting
        List<Operation> due = queue.due(time, 2 * workers + busy.size() + resting.size());
        boolean started = false;
        for (Operation operation : due) {
            if (isFree(operation.resource()) && busy.add(operation.resource())) {
                pool.execute(() -> deliver(operation));
                started = true;
            }
        }
        return started;
    }

    private boolean isFree(long resource) {
        Long until = resting.get(resource);
        if (until != null && until > clock.millis()) {
            return false;
        }
        resting.remove(resource);
        return true;
    }

    private long nap() {
        OptionalLong next = queue.nextDue();
        long wait = next.isPresent() ? next.getAsLong() - clock.millis() : Long.MAX_VALUE;
        return Math.min(Math.max(wait, 10), LONGEST_NAP.toMillis());
    }

    private void deliver(Operation operation) {
        boolean failed = true;
        try {
            delivery.attempt(operation);
            failed = false;
        } catch (RuntimeException failure) {
            LOG.warn("Operation {} stays as it is: {}", operation.opId(), failure.getMessage());
        } finally {
            done(operation.resource(), failed);
        }
    }

    private void done(long resource, boolean failed) {
        lock.lock();
        try {
            busy.remove(resource);
            if (failed) {
                resting.put(resource, clock.millis() + restAfterFailure.toMillis());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is under way is given up; its operations are sent again the next time. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        pool.shutdownNow();
    }
}

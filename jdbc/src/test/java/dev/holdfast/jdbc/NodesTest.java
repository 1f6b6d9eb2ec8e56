package dev.holdfast.jdbc;

import static dev.holdfast.jdbc.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FencedWrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several nodes, each with a pool and a store of its own, on one table. */
class NodesTest {
    private static final int ROUNDS = 60;

    @ParameterizedTest
    @EnumSource
    void oneNodeWinsAndTheOtherSeesIt(Backend backend) throws Exception {
        try (var here = Node.on(backend);
                var there = here.another()) {
            for (int round = 0; round < ROUNDS; round++) {
                var key = "key " + round;

                var attempts = together(on(here, there, 3, store -> () -> store.begin(claim(key))));

                assertThat(attempts)
                        .filteredOn(Attempt.Started.class::isInstance)
                        .hasSize(1);
                assertThat(attempts)
                        .filteredOn(Attempt.InFlight.class::isInstance)
                        .hasSize(5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneNodeTakesALapsedAttemptOver(Backend backend) throws Exception {
        try (var here = Node.on(backend);
                var there = here.another()) {
            for (int round = 0; round < ROUNDS / 3; round++) {
                var key = "key " + round;
                var old = Claims.start(here.store(), claim(key));
                here.letTimePass(Claims.LEASE);

                var attempts = together(on(here, there, 3, store -> () -> store.begin(claim(key))));

                assertThat(attempts)
                        .filteredOn(attempt -> attempt instanceof Attempt.Started started
                                && started.tookOver()
                                && started.token().value() > old.value())
                        .hasSize(1);
                assertThat(attempts)
                        .filteredOn(Attempt.InFlight.class::isInstance)
                        .hasSize(5);
                assertThat(there.store().complete(claim(key).id(), old, new byte[1], Claims.RETENTION))
                        .isEqualTo(FencedWrite.FENCED_OFF);
            }
        }
    }

    /** The clock is read before the row is locked, so that it alone would let an attempt have its predecessor's time. */
    @ParameterizedTest
    @EnumSource
    void tokensGrowFromOwnerToOwner(Backend backend) throws Exception {
        try (var here = Node.on(backend);
                var there = here.another()) {
            var last = new AtomicLong();
            var owned = new AtomicLong();

            together(on(here, there, 3, store -> () -> {
                for (int round = 0; round < ROUNDS; round++) {
                    if (store.begin(claim("a")) instanceof Attempt.Started started) {
                        long token = started.token().value();
                        assertThat(last.getAndSet(token)).isLessThan(token);
                        owned.incrementAndGet();
                        store.release(claim("a").id(), started.token());
                    }
                }
                return true;
            }));

            assertThat(owned).hasPositiveValue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesPurgeAtOnceWhileRequestsComeIn(Backend backend) throws Exception {
        int expired = 200;
        try (var here = Node.on(backend);
                var there = here.another()) {
            for (int i = 0; i < expired; i++) {
                Claims.complete(here.store(), claim("expired " + i));
            }
            here.letTimePass(Claims.RETENTION);
            var done = new AtomicBoolean();
            var begun = new AtomicLong();
            var tasks = new ArrayList<Callable<Long>>();
            for (Node node : List.of(here, there)) {
                var store = node.builder().purgeBatchSize(7).build();
                tasks.addAll(Collections.nCopies(2, () -> {
                    long removed = store.purge();
                    done.set(true);
                    return removed;
                }));
                tasks.add(() -> {
                    for (long i = begun.incrementAndGet(); i < 20 || !done.get(); i = begun.incrementAndGet()) {
                        Claims.complete(store, claim("new " + i));
                    }
                    return 0L;
                });
            }

            long removed = together(tasks).stream().mapToLong(Long::longValue).sum();

            assertThat(removed).isEqualTo(expired);
            assertThat(here.number("count(*)")).isEqualTo(here.number("sum(state) / 2"));
            assertThat(here.store().forget(Claims.caller())).isEqualTo(begun.get() - 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesCreateTheTableAtOnce(Backend backend) throws Exception {
        for (int round = 0; round < 5; round++) {
            try (var here = Node.withoutTable(backend);
                    var there = here.another()) {
                together(on(here, there, 3, store -> () -> {
                    store.createSchema();
                    return true;
                }));

                here.store().verifySchema();
            }
        }
    }

    private interface Work<T> {
        Callable<T> of(JdbcIdempotencyStore store);
    }

    private static <T> List<Callable<T>> on(Node here, Node there, int threadsEach, Work<T> work) {
        var tasks = new ArrayList<Callable<T>>();
        for (Node node : List.of(here, there)) {
            tasks.addAll(Collections.nCopies(threadsEach, work.of(node.store())));
        }
        return tasks;
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        var barrier = new CyclicBarrier(tasks.size());
        var threads = Executors.newFixedThreadPool(tasks.size());
        try {
            var results = new ArrayList<T>();
            for (var running : threads.invokeAll(tasks.stream()
                    .<Callable<T>>map(task -> () -> {
                        barrier.await();
                        return task.call();
                    })
                    .toList())) {
                results.add(running.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}

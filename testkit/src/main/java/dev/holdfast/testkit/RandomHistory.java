package dev.holdfast.testkit;

import static dev.holdfast.testkit.Operation.LEASE;
import static dev.holdfast.testkit.Operation.RETENTION;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.testkit.Call.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Threads that do random things to a few keys, in episodes; between episodes nobody runs, and time passes. The seed
 * settles what each thread does, not how they interleave.
 */
final class RandomHistory {
    private static final int KEYS = 10;
    private static final int STEPS = 40;
    private static final int EPISODES_A_GENERATION = 4;

    private final StoreContractFixture contract;
    private final AtomicLong order = new AtomicLong();
    private final List<Operation> operations;
    private final List<Operation> changed;
    private final List<Worker> workers;
    private int episode;

    RandomHistory(StoreContractFixture contract, long seed) {
        this.contract = contract;
        operations = Stream.generate(Operation::fresh).limit(KEYS).toList();
        changed = operations.stream().map(Operation::changed).toList();
        var random = new Random(seed);
        workers = IntStream.range(0, contract.threads())
                .mapToObj(i -> new Worker(contract.store(), new Random(random.nextLong())))
                .toList();
    }

    /** Plays the history and gives every call that was made. */
    List<Call> play(int episodes) throws Exception {
        try (var crew = new Crew()) {
            for (episode = 0; episode < episodes; episode++) {
                crew.atOnce(workers);
                contract.letTimePass(isGenerationsLast() ? RETENTION.plus(LEASE) : LEASE.plus(LEASE));
            }
        }
        return workers.stream().flatMap(worker -> worker.calls.stream()).toList();
    }

    private boolean isGenerationsLast() {
        return episode % EPISODES_A_GENERATION == EPISODES_A_GENERATION - 1;
    }

    /** One thread at a time, a thread an episode. */
    private final class Worker implements Callable<Integer> {
        private final IdempotencyStore store;
        private final Random random;
        private final List<Call> calls = new ArrayList<>();
        private final List<Call> attempts = new ArrayList<>();

        Worker(IdempotencyStore store, Random random) {
            this.store = store;
            this.random = random;
        }

        @Override
        public Integer call() {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            return calls.size();
        }

        private void step() {
            if (random.nextInt(50) == 0) {
                store.purge();
            } else if (attempts.isEmpty() || random.nextInt(3) == 0) {
                begin((random.nextInt(10) == 0 ? changed : operations).get(random.nextInt(KEYS)));
            } else {
                // Some attempts are kept when they are over: what they write then must be fenced off.
                int chosen = random.nextInt(attempts.size());
                write(random.nextInt(4) == 0 ? attempts.get(chosen) : attempts.remove(chosen));
            }
        }

        private void begin(Operation operation) {
            long called = order.incrementAndGet();
            var attempt = store.begin(operation.claim());
            long returned = order.incrementAndGet();
            long token =
                    attempt instanceof Attempt.Started started ? started.token().value() : 0;
            var call = record(Kind.BEGIN, operation, token, attempt, called, returned);
            if (call.started()) {
                attempts.add(call);
            }
        }

        private void write(Call attempt) {
            var id = attempt.operation().id();
            var token = new FenceToken(attempt.token());
            switch (random.nextInt(12)) {
                case 0 -> write(Kind.COMPLETE, attempt, () -> store.complete(id, token, outcomeOf(attempt), RETENTION));
                case 1, 2, 3, 4 -> write(Kind.RENEW, attempt, () -> store.renew(id, token, LEASE, RETENTION));
                default -> write(Kind.RELEASE, attempt, () -> store.release(id, token));
            }
        }

        private void write(Kind kind, Call attempt, Supplier<Object> write) {
            long called = order.incrementAndGet();
            var answer = write.get();
            long returned = order.incrementAndGet();
            record(kind, attempt.operation(), attempt.token(), answer, called, returned);
        }

        private Call record(Kind kind, Operation operation, long token, Object answer, long called, long returned) {
            var generation = episode / EPISODES_A_GENERATION;
            var call = new Call(kind, operation, token, answer, generation, episode, called, returned);
            calls.add(call);
            return call;
        }
    }

    /** What the attempt completes with: no two attempts at a record have the same outcome. */
    static byte[] outcomeOf(Call attempt) {
        return ("outcome of attempt " + attempt.token()).getBytes(StandardCharsets.US_ASCII);
    }
}

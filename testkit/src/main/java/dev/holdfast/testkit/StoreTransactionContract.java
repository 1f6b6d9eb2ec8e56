package dev.holdfast.testkit;

import static dev.holdfast.testkit.Operation.LEASE;
import static dev.holdfast.testkit.Operation.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.LapsePolicy;
import dev.holdfast.idempotency.store.StoreTransaction;
import dev.holdfast.idempotency.store.StoreTransaction.Commit;
import dev.holdfast.idempotency.store.StoreTransactions;
import dev.holdfast.idempotency.store.StoreTransactions.Opening;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every store must do that gives {@link Guarantee#TRANSACTIONAL}, beside {@link IdempotencyStoreContract}, as tests:
 * extend it, and give it your store as two nodes have it.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
public abstract class StoreTransactionContract {

    /** For subclasses. */
    protected StoreTransactionContract() {}

    /** The store of the current test on one node, without records at its start. Called from any thread. */
    protected abstract IdempotencyStore here();

    /** The same records on another node. */
    protected abstract IdempotencyStore there();

    /** Makes every record older; see {@link IdempotencyStoreContract}. */
    protected abstract void letTimePass(Duration duration);

    /** How often each race is run. */
    protected int rounds() {
        return 30;
    }

    private static Opening open(IdempotencyStore store, Claim claim) {
        return store.transactions().orElseThrow().open(claim);
    }

    private static StoreTransaction opened(IdempotencyStore store, Operation operation) {
        Opening opening = open(store, operation.claim());
        assertThat(opening).isInstanceOf(Opening.Opened.class);
        return ((Opening.Opened) opening).transaction();
    }

    private static Attempt decided(IdempotencyStore store, Claim claim) {
        Opening opening = open(store, claim);
        assertThat(opening).isInstanceOf(Opening.Decided.class);
        return ((Opening.Decided) opening).attempt();
    }

    private static Commit committed(IdempotencyStore store, Operation operation, String words) {
        try (StoreTransaction transaction = opened(store, operation)) {
            return transaction.commit(StoreContractFixture.outcome(words), RETENTION);
        }
    }

    private Stream<IdempotencyStore> nodes() {
        return Stream.of(here(), there());
    }

    private boolean isOpen(IdempotencyStore store, Operation operation) {
        return store.transactions()
                .map(attempts -> attempts.isOpen(operation.id()))
                .orElseThrow();
    }

    @Test
    void itSaysSo() {
        assertThat(here().guarantee()).isEqualTo(Guarantee.TRANSACTIONAL);
        assertThat(here().transactions()).isPresent();
    }

    @Test
    void whileItIsOpenOthersAreInFlightOnEveryNode() {
        Operation operation = Operation.fresh();
        try (StoreTransaction open = opened(here(), operation)) {
            assertThat(nodes()).allSatisfy(node -> {
                assertThat(isOpen(node, operation)).isTrue();
                assertThat(decided(node, operation.claim())).isInstanceOf(Attempt.InFlight.class);
                assertThat(node.find(operation.id())).isEmpty();
            });
            assertThat(open.token().value()).isPositive();
        }
        assertThat(nodes()).noneMatch(node -> isOpen(node, operation));
    }

    @Test
    void whileItIsOpenAnotherOperationUnderItsKeyIsAMismatchOnEveryNode() {
        Operation operation = Operation.fresh();
        try (StoreTransaction open = opened(here(), operation)) {
            assertThat(nodes())
                    .allSatisfy(
                            node -> assertThat(decided(node, operation.changed().claim()))
                                    .isInstanceOf(Attempt.Mismatch.class));
            open.rollback();
        }
    }

    @Test
    void anOutcomeThatIsCommittedIsThereOnEveryNode() {
        Operation operation = Operation.fresh();

        assertThat(committed(here(), operation, "done")).isEqualTo(Commit.COMMITTED);

        assertThat(nodes()).allSatisfy(node -> {
            StoreContractFixture.assertCompleted(decided(node, operation.claim()), "done");
            StoreContractFixture.assertCompleted(node.begin(operation.claim()), "done");
            assertThat(decided(node, operation.changed().claim())).isInstanceOf(Attempt.Mismatch.class);
            assertThat(node.find(operation.id())).isPresent();
        });
    }

    @Test
    void whatIsRolledBackLeavesTheKeyFree() {
        Operation operation = Operation.fresh();
        long first;
        try (StoreTransaction open = opened(here(), operation)) {
            first = open.token().value();
            open.rollback();
            open.rollback();
        }
        try (StoreTransaction open = opened(there(), operation)) {
            assertThat(open.token().value()).isGreaterThan(first);
        }
        assertThat(committed(here(), operation, "third")).isEqualTo(Commit.COMMITTED);
    }

    @Test
    void nothingIsCommittedAfterTheEnd() {
        Operation operation = Operation.fresh();
        try (StoreTransaction open = opened(here(), operation)) {
            open.rollback();
            assertThatThrownBy(() -> open.commit(new byte[1], RETENTION)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(here().find(operation.id())).isEmpty();
    }

    @Test
    void expiredAndReleasedRecordsAreTaken() {
        Operation expired = Operation.fresh();
        assertThat(committed(here(), expired, "old")).isEqualTo(Commit.COMMITTED);
        letTimePass(RETENTION.plusSeconds(5));
        Operation released = Operation.fresh();
        var token = StoreContractFixture.tokenOf(here().begin(released.claim()));
        StoreContractFixture.assertApplied(here().release(released.id(), token));

        assertThat(committed(there(), expired, "new")).isEqualTo(Commit.COMMITTED);
        try (StoreTransaction open = opened(there(), released)) {
            assertThat(open.token().value()).isGreaterThan(token.value());
            assertThat(open.commit(StoreContractFixture.outcome("new"), RETENTION))
                    .isEqualTo(Commit.COMMITTED);
        }

        StoreContractFixture.assertCompleted(here().begin(expired.claim()), "new");
        StoreContractFixture.assertCompleted(here().begin(released.claim()), "new");
    }

    /** A node may still run without request transactions while others are being changed over. */
    @Test
    void anAttemptWithALeaseIsMinded() {
        Operation operation = Operation.fresh();
        var token = StoreContractFixture.tokenOf(here().begin(operation.claim()));

        assertThat(decided(there(), operation.claim())).isInstanceOf(Attempt.InFlight.class);

        letTimePass(LEASE.plusSeconds(5));
        assertThat(decided(there(), operation.claim(LapsePolicy.OUTCOME_UNKNOWN)))
                .isEqualTo(new Attempt.OutcomeUnknown(token));
        assertThat(decided(there(), operation.claim()))
                .isInstanceOfSatisfying(
                        Attempt.Started.class,
                        started -> assertThat(started.tookOver()).isTrue());
    }

    @Test
    void aQuotaCountsWhatIsCommitted() {
        Operation first = Operation.fresh();
        Operation second = Operation.freshOf(first.caller());
        assertThat(committed(here(), first, "one")).isEqualTo(Commit.COMMITTED);

        assertThat(decided(here(), second.claimWithin(1))).isInstanceOf(Attempt.QuotaExceeded.class);
        StoreContractFixture.assertCompleted(decided(here(), first.claimWithin(1)), "one");
        assertThat(open(here(), second.claimWithin(2)))
                .isInstanceOfSatisfying(
                        Opening.Opened.class, opened -> opened.transaction().close());
    }

    @Test
    void ofManyExactlyOneRunsAtATime() throws Exception {
        try (Crew crew = new Crew()) {
            for (int round = 0; round < rounds(); round++) {
                Operation operation = Operation.fresh();
                var running = new AtomicInteger();
                var effects = new AtomicInteger();
                var jobs = Stream.generate(() -> nodes())
                        .limit(4)
                        .flatMap(nodes -> nodes)
                        .<Callable<Boolean>>map(node -> () -> run(node, operation, running, effects))
                        .toList();

                crew.<Boolean>atOnce(jobs);

                assertThat(effects).hasValue(1);
                StoreContractFixture.assertCompleted(there().begin(operation.claim()), "done");
            }
        }
    }

    /** Comes again until the outcome is there. */
    private static boolean run(
            IdempotencyStore node, Operation operation, AtomicInteger running, AtomicInteger effects) {
        StoreTransactions attempts = node.transactions().orElseThrow();
        while (true) {
            Opening opening = attempts.open(operation.claim());
            if (opening instanceof Opening.Opened opened) {
                try (StoreTransaction transaction = opened.transaction()) {
                    assertThat(running.incrementAndGet()).isEqualTo(1);
                    Thread.onSpinWait();
                    running.decrementAndGet();
                    if (transaction.commit(StoreContractFixture.outcome("done"), RETENTION) == Commit.COMMITTED) {
                        effects.incrementAndGet();
                    }
                }
            } else if (opening instanceof Opening.Decided decided) {
                if (decided.attempt() instanceof Attempt.Completed completed) {
                    StoreContractFixture.assertCompleted(completed, "done");
                    return true;
                }
                assertThat(decided.attempt()).isInstanceOf(Attempt.InFlight.class);
            }
        }
    }

    /** Retries of what is done do not stand in each other's way. */
    @Test
    void manyReplayAtOnce() throws Exception {
        try (Crew crew = new Crew()) {
            Operation operation = Operation.fresh();
            assertThat(committed(here(), operation, "done")).isEqualTo(Commit.COMMITTED);
            for (int round = 0; round < rounds(); round++) {
                crew.<Attempt>atOnce(8, () -> decided(here(), operation.claim()))
                        .forEach(attempt -> StoreContractFixture.assertCompleted(attempt, "done"));
            }
        }
    }
}

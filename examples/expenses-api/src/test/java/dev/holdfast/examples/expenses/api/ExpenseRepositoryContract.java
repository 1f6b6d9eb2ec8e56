package dev.holdfast.examples.expenses.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must do for the API. */
abstract class ExpenseRepositoryContract {
    private static final Draft TAXI = new Draft(new BigDecimal("12.34"), "Taxi");
    private static final int NODES = 4;

    private Jdbi jdbi;
    private ExpenseRepository expenses;

    abstract Jdbi connect();

    @BeforeEach
    void start() {
        jdbi = connect();
        jdbi.useHandle(handle -> handle.execute("drop table if exists expenses"));
        Schema.create(jdbi);
        expenses = new ExpenseRepository(jdbi);
    }

    @Test
    void theTableIsMadeOnceHoweverManyNodesStart() throws Exception {
        jdbi.useHandle(handle -> handle.execute("drop table expenses"));

        atOnce(() -> {
            Schema.create(jdbi);
            return true;
        });

        assertThat(expenses.add("alice", TAXI)).isEqualTo(expenses.all("alice").get(0));
    }

    @Test
    void makingTheTableAgainKeepsWhatIsInIt() {
        Expense taxi = expenses.add("alice", TAXI);

        Schema.create(jdbi);

        assertThat(expenses.all("alice")).containsExactly(taxi);
    }

    @Test
    void whatIsKeptIsReadExactly() {
        List<Draft> drafts = List.of(
                new Draft(new BigDecimal("0.00"), ""),
                new Draft(new BigDecimal("0.01"), " spaces "),
                new Draft(new BigDecimal("9999999999.99"), "🚕".repeat(500)),
                new Draft(new BigDecimal("1.10"), "line\nquote'backslash\\percent%question?colon:x"));

        List<Expense> added =
                drafts.stream().map(draft -> expenses.add("alice", draft)).toList();

        assertThat(expenses.all("alice")).isEqualTo(added);
        assertThat(added)
                .extracting(Expense::note)
                .isEqualTo(drafts.stream().map(Draft::note).toList());
        assertThat(added)
                .extracting(Expense::amount)
                .isEqualTo(drafts.stream().map(Draft::amount).toList());
    }

    @Test
    void ownersThatLookAlikeAreNotTheSame() {
        Expense taxi = expenses.add("alice", TAXI);

        for (String other : List.of("Alice", "alice ", "álice")) {
            assertThat(expenses.all(other)).isEmpty();
            assertThat(expenses.find(other, taxi.id())).isEmpty();
            assertThat(expenses.change(other, taxi.id(), TAXI)).isEmpty();
            assertThat(expenses.remove(other, taxi.id())).isFalse();
        }
        assertThat(expenses.find("alice", taxi.id())).contains(taxi);
    }

    @Test
    void simultaneousChangesEachGetAVersionOfTheirOwn() throws Exception {
        Expense taxi = expenses.add("alice", TAXI);

        List<Long> versions = atOnce(
                () -> expenses.change("alice", taxi.id(), TAXI).orElseThrow().version());

        assertThat(versions).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
    }

    @Test
    void aRemovedExpensesIdIsNotUsedAgain() {
        Expense first = expenses.add("alice", TAXI);
        expenses.remove("alice", first.id());

        Expense second = expenses.add("alice", TAXI);

        assertThat(second.id()).isGreaterThan(first.id());
    }

    private static <T> List<T> atOnce(Callable<T> task) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(NODES);
        try {
            CyclicBarrier start = new CyclicBarrier(NODES);
            List<Callable<T>> tasks = IntStream.range(0, NODES)
                    .<Callable<T>>mapToObj(node -> () -> {
                        start.await();
                        return task.call();
                    })
                    .toList();
            List<Future<T>> results = nodes.invokeAll(tasks);
            return results.stream().map(ExpenseRepositoryContract::result).toList();
        } finally {
            nodes.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

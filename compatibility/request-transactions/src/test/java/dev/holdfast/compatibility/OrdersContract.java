package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application gets from request transactions, whatever it reaches its database with. */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
abstract class OrdersContract<O extends Orders> {
    private static final int DUPLICATES = 8;

    @Parameter
    Database kind;

    Shop shop;
    O orders;
    private Shop twin;
    private Orders twinOrders;
    private volatile boolean broken;

    /** The application's way to its database. */
    abstract O orders(DataSource database);

    @BeforeParameterizedClassInvocation
    final void open() throws SQLException {
        shop = Shop.open(kind, 2, new QueuedThreadPool(20));
        orders = orders(shop.database());
        addOperations(shop, orders);
        twin = Shop.without(kind);
        twinOrders = orders(twin.database());
        addOperations(twin, twinOrders);
    }

    @AfterParameterizedClassInvocation
    final void close() throws Exception {
        orders.close();
        shop.close();
        twinOrders.close();
        twin.close();
    }

    @BeforeEach
    final void empty() throws SQLException {
        broken = false;
        shop.run("delete from purchase");
        twin.run("delete from purchase");
    }

    @AfterEach
    final void leavesNothingBehind() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> shop.activeConnections() == 0);
        assertThat(shop.leftovers()).isEmpty();
    }

    private void addOperations(Shop where, Orders with) {
        where.on("add", names -> {
            with.add(names.get(0));
            breakDown();
            return "added";
        });
        where.on("add-both", names -> {
            with.add(names.get(0));
            with.add(names.get(1));
            breakDown();
            return "added";
        });
        where.on("add-and-refuse", names -> {
            with.addAndRefuse(names.get(0));
            return "added";
        });
        where.on("add-then-refuse", names -> {
            with.add(names.get(0));
            with.addAndRefuse(names.get(1));
            return "added";
        });
        where.on("add-each", with::addEach);
        where.on("add-in-one", names -> {
            List<Boolean> results = new ArrayList<>();
            boolean committed = Orders.succeeds(() -> results.addAll(with.addInOne(names)));
            with.add("last");
            return results + (committed ? " and committed" : " and not committed");
        });
        where.on("add-and-read-beside", names -> with.addAndReadBeside(names.get(0)));
        where.on("add-read-beside-and-refuse", names -> {
            with.addReadBesideAndRefuse(names.get(0));
            return "added";
        });
        where.on("names", names -> with.names());
    }

    private void breakDown() {
        if (broken) {
            throw new IllegalStateException("broken");
        }
    }

    final void assertReplayed(WireRequest request, WireResponse first) throws IOException {
        WireResponse retry = shop.send(request);
        assertThat(retry.header("Idempotency-Replayed")).contains("true");
        assertThat(retry.status()).isEqualTo(first.status());
        assertThat(retry.comparableHeaders("Idempotency-Replayed"))
                .containsExactlyInAnyOrderElementsOf(first.comparableHeaders());
        assertThat(retry.body()).isEqualTo(first.body());
    }

    @Test
    void takesEffectOnceAndIsReplayed() throws Exception {
        WireRequest request = Shop.request("/keyed/add", "tea");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(shop.rows()).containsExactly("tea");
        assertReplayed(request, first);
        assertReplayed(request, first);
        assertThat(shop.rows()).containsExactly("tea");
    }

    @Test
    void takesEffectOnceWithoutRequestTransactionToo() throws Exception {
        WireRequest request = Shop.request("/fenced/add-both", "tea", "milk");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertReplayed(request, first);
        assertThat(shop.rows()).containsExactly("tea", "milk");
    }

    @Test
    void whatThrowsLeavesNothingAndRunsAgain() throws Exception {
        WireRequest request = Shop.request("/keyed/add", "tea");
        broken = true;

        assertThat(shop.send(request).status()).isEqualTo(500);
        assertThat(shop.rows()).isEmpty();

        broken = false;
        WireResponse retry = shop.send(request);
        assertThat(retry.status()).isEqualTo(201);
        assertThat(retry.header("Idempotency-Replayed")).isEmpty();
        assertThat(shop.rows()).containsExactly("tea");
    }

    @Test
    void whatThrowsLeavesNothingOfEarlierTransactionsOfTheApplication() throws Exception {
        WireRequest request = Shop.request("/keyed/add-both", "tea", "milk");
        broken = true;

        assertThat(shop.send(request).status()).isEqualTo(500);
        assertThat(shop.rows()).isEmpty();

        broken = false;
        WireResponse retry = shop.send(request);
        assertThat(retry.status()).isEqualTo(201);
        assertThat(shop.rows()).containsExactly("tea", "milk");
        assertReplayed(request, retry);
    }

    @Test
    void theApplicationsOwnRollbackIsKept() throws Exception {
        WireRequest request = Shop.request("/keyed/add-and-refuse", "tea");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.text()).isEqualTo("sold out");
        assertThat(shop.rows()).isEmpty();
        assertReplayed(request, first);
    }

    @Test
    void theApplicationsOwnRollbackLeavesWhatItCommittedBefore() throws Exception {
        WireRequest request = Shop.request("/keyed/add-then-refuse", "tea", "milk");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(409);
        assertThat(shop.rows()).containsExactly("tea");
        assertReplayed(request, first);
    }

    @Test
    void goesOnAfterAStatementThatFails() throws Exception {
        assertSameAsTwin("add-each", "tea", "tea", "milk", "tea", "sugar");
        assertThat(shop.rows()).containsExactly("tea", "milk", "sugar");
    }

    @Test
    void goesOnAfterAStatementThatFailsInATransaction() throws Exception {
        assertSameAsTwin("add-in-one", "tea", "tea", "milk", "tea", "sugar");
    }

    @Test
    void goesOnInATransactionInWhichNothingFails() throws Exception {
        assertSameAsTwin("add-in-one", "tea", "milk");
        assertThat(shop.rows()).containsExactly("tea", "milk", "last");
    }

    private void assertSameAsTwin(String operation, String... names) throws Exception {
        WireRequest request = Shop.request("/keyed/" + operation, names);
        WireResponse expected = twin.send(request);

        WireResponse actual = shop.send(request);

        assertThat(actual.status()).isEqualTo(expected.status()).isEqualTo(201);
        assertThat(actual.text()).isEqualTo(expected.text());
        assertThat(shop.rows()).isEqualTo(twin.rows());
        assertReplayed(request, actual);
    }

    @Test
    void duplicatesAtOnceTakeEffectOnce() throws Exception {
        WireRequest request = Shop.request("/keyed/add", "tea");
        ExecutorService threads = Executors.newFixedThreadPool(DUPLICATES);
        List<Future<WireResponse>> clients = new ArrayList<>();
        for (int i = 0; i < DUPLICATES; i++) {
            clients.add(threads.submit(() -> sendUntilAnswered(request)));
        }
        List<WireResponse> answers = new ArrayList<>();
        for (Future<WireResponse> client : clients) {
            answers.add(client.get());
        }
        threads.shutdown();

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(answer -> answer.header("X-Run")).distinct())
                .hasSize(1);
        assertThat(answers.stream()
                        .filter(answer -> answer.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(shop.rows()).containsExactly("tea");
    }

    private WireResponse sendUntilAnswered(WireRequest request) throws IOException, InterruptedException {
        WireResponse response = shop.send(request);
        while (response.status() == 409) {
            Thread.sleep(5);
            response = shop.send(request);
        }
        return response;
    }

    @Test
    void readsByAnotherConnectionSeeTheRequestsOwnWrites() throws Exception {
        WireRequest request = Shop.request("/keyed/add-and-read-beside", "tea");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text()).isEqualTo("[tea]");
        assertThat(shop.rows()).containsExactly("tea");
        assertReplayed(request, first);
    }

    @Test
    void readsByAnotherConnectionDoNotHinderARollback() throws Exception {
        WireRequest request = Shop.request("/keyed/add-read-beside-and-refuse", "tea");

        WireResponse first = shop.send(request);

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.text()).isEqualTo("tea");
        assertThat(shop.rows()).isEmpty();
        assertReplayed(request, first);
    }

    @Test
    void unprotectedRequestsAreAsEver() throws Exception {
        for (String operation : List.of("add-both", "add-then-refuse", "add-each", "add-in-one")) {
            for (int i = 0; i < 3; i++) {
                WireResponse actual = shop.post("/free/" + operation, operation + i, "x" + operation + i);
                WireResponse expected = twin.post("/free/" + operation, operation + i, "x" + operation + i);
                assertThat(actual.status()).isEqualTo(expected.status());
                assertThat(shop.rows()).isEqualTo(twin.rows());
            }
        }
        assertThat(shop.post("/free/names").text())
                .isEqualTo(twin.post("/free/names").text());
    }
}

package dev.holdfast.jdbc;

import static dev.holdfast.jdbc.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that goes away, does not answer, or answers too late. */
class OutageTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aDatabaseThatFallsSilentIsGivenUpAndFoundAgain(Backend backend) throws Exception {
        try (var node = Node.on(backend);
                var link = new Link(node.address());
                var pool = poolOver(link, node)) {
            var store = node.builder(pool).statementTimeout(TIMEOUT).build();
            Claims.start(store, claim("a"));

            link.silent();
            assertFailsWithin(Duration.ofSeconds(7), () -> store.begin(claim("b")));

            link.down();
            link.up();
            assertThat(store.begin(claim("a"))).isInstanceOf(Attempt.InFlight.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aClaimThatWasWonWithoutAnybodyHearingOfItIsWithdrawn(Backend backend) throws Exception {
        try (var node = Node.on(backend);
                var link = new Link(node.address());
                var pool = poolOver(link, node)) {
            var store = node.builder(pool).statementTimeout(TIMEOUT).build();
            Claims.start(store, claim("to detect the dialect"));
            var claim = claim("a");

            link.deaf();
            assertFailsWithin(Duration.ofSeconds(7), () -> store.begin(claim));
            link.down();
            link.up();

            assertThat(store.begin(claim("a"))).isInstanceOf(Attempt.InFlight.class);
            assertThat(store.withdraw(claim)).isEqualTo(FencedWrite.APPLIED);
            Claims.start(store, claim("a"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aDatabaseThatIsDownIsSaidToBeAndFoundAgain(Backend backend) throws Exception {
        try (var node = Node.on(backend);
                var link = new Link(node.address());
                var pool = poolOver(link, node)) {
            var store = node.builder(pool).statementTimeout(TIMEOUT).build();
            var token = Claims.start(store, claim("a"));

            link.down();
            assertFailsWithin(
                    Duration.ofSeconds(7), () -> store.complete(claim("a").id(), token, new byte[1], Claims.RETENTION));

            link.up();
            store.complete(claim("a").id(), token, new byte[1], Claims.RETENTION);
            assertThat(store.begin(claim("a"))).isInstanceOf(Attempt.Completed.class);
        }
    }

    /** The application starts before its database: building a store asks for no connection, nor for the dialect. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aStoreMayBeBuiltBeforeItsDatabaseIsUp(Backend backend) throws Exception {
        try (var node = Node.on(backend);
                var link = new Link(node.address());
                var pool = poolOver(link, node)) {
            link.down();
            var store = JdbcIdempotencyStore.builder(pool).table(node.table()).build();
            assertThatThrownBy(store::verifySchema)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot be reached");

            link.up();
            store.verifySchema();
            Claims.start(store, claim("a"));
        }
    }

    /** The statement is cancelled, and the connection stays in use. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void aRecordThatIsLockedIsNotWaitedForLongerThanTheTimeout(Backend backend) {
        try (var node = Node.on(backend, pool -> pool.setMaximumPoolSize(1))) {
            var store = node.builder().statementTimeout(TIMEOUT).build();
            var token = Claims.start(store, claim("a"));
            long session = session(node);

            node.jdbi().useTransaction(handle -> {
                handle.execute("update " + node.table() + " set attempt = attempt");
                assertFailsWithin(
                        Duration.ofSeconds(5), () -> store.release(claim("a").id(), token));
            });

            assertThat(session(node)).isEqualTo(session);
            store.release(claim("a").id(), token);
            assertThat(store.find(claim("a").id())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedPoolIsAStoreThatFails(Backend backend) {
        var node = Node.on(backend);
        var store = node.store();
        node.close();

        assertFailsWithin(Duration.ofSeconds(5), () -> store.begin(claim("a")));
    }

    private static long session(Node node) {
        try (var connection = node.pool().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(
                        node.backend() == Backend.POSTGRESQL ? "select pg_backend_pid()" : "select connection_id()")) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The words and causes of the failure name no record: neither in hexadecimal nor as Jdbi shows what is bound. */
    private static void assertFailsWithin(Duration bound, ThrowingCallable call) {
        long start = System.nanoTime();

        assertThatThrownBy(call)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The idempotency store could not ")
                .satisfies(failure -> assertThat(failure)
                        .hasStackTraceContaining("StoreException")
                        .extracting(OutageTest::wholeStory)
                        .asString()
                        .doesNotContain(claim("a").id().toString())
                        .doesNotContain("arguments:"));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(bound);
    }

    private static String wholeStory(Throwable failure) {
        var story = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            story.append(cause).append('\n');
        }
        return story.toString();
    }

    private static HikariDataSource poolOver(Link link, Node node) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(link.url());
        pool.setUsername(node.address().user());
        pool.setPassword(node.address().password());
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(2_000);
        pool.setValidationTimeout(1_000);
        pool.setInitializationFailTimeout(-1);
        if (node.backend() == Backend.POSTGRESQL) {
            pool.addDataSourceProperty("cancelSignalTimeout", "1");
        }
        return pool;
    }
}

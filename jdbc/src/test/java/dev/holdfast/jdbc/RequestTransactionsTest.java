package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.idempotency.store.StoreTransaction;
import dev.holdfast.idempotency.store.StoreTransaction.Commit;
import dev.holdfast.idempotency.store.StoreTransactions.Opening;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application sees of JDBC within a request's transaction, and what is there afterwards. */
@ParameterizedClass
@EnumSource(names = {"H2_MEMORY", "POSTGRESQL", "MARIADB"})
class RequestTransactionsTest {
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final Backend backend;
    private final String table = "things_" + TABLES.incrementAndGet();
    private Node node;
    private RequestTransactions database;
    private JdbcIdempotencyStore store;

    RequestTransactionsTest(Backend backend) {
        this.backend = backend;
    }

    @BeforeEach
    void open() {
        node = Node.on(backend, pool -> pool.setMaximumPoolSize(2));
        database = RequestTransactions.wrap(node.pool());
        store = node.builder(database).build();
        node.execute("drop table if exists " + table);
        node.execute("create table " + table + " (id integer not null primary key, name varchar(100))");
    }

    @AfterEach
    void close() {
        assertThat(node.pool().getHikariPoolMXBean().getActiveConnections()).isZero();
        node.close();
    }

    private interface Work {
        void run() throws Exception;
    }

    private Commit inTransaction(Work work) throws Exception {
        try (StoreTransaction transaction = opened()) {
            transaction.enter();
            work.run();
            return transaction.commit(new byte[1], Claims.RETENTION);
        }
    }

    private void andRollBack(Work work) throws Exception {
        try (StoreTransaction transaction = opened()) {
            transaction.enter();
            work.run();
            transaction.rollback();
        }
    }

    private StoreTransaction opened() {
        return opened("a");
    }

    private StoreTransaction opened(String key) {
        var opening = store.transactions().orElseThrow().open(Claims.claim(key));
        return ((Opening.Opened) opening).transaction();
    }

    private Connection explicit() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void insert(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("insert into " + table + " values (?, 'x')")) {
            statement.setInt(1, id);
            statement.executeUpdate();
        }
    }

    private List<Integer> ids(DataSource from) throws SQLException {
        try (Connection connection = from.getConnection()) {
            return ids(connection);
        }
    }

    private List<Integer> ids(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from " + table + " order by id")) {
            List<Integer> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
            return ids;
        }
    }

    @Test
    void allCommitsAtOnce() throws Exception {
        Commit end = inTransaction(() -> {
            try (Connection connection = explicit()) {
                insert(connection, 1);
                connection.commit();
                insert(connection, 2);
                connection.commit();
            }
            try (Connection connection = database.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                insert(connection, 3);
            }
            assertThat(ids(database)).containsExactly(1, 2, 3);
            assertThat(ids(node.pool())).isEmpty();
        });

        assertThat(end).isEqualTo(Commit.COMMITTED);
        assertThat(ids(node.pool())).containsExactly(1, 2, 3);
        assertThat(store.find(Claims.claim("a").id())).isPresent();
    }

    @Test
    void allIsRolledBackAtOnce() throws Exception {
        andRollBack(() -> {
            try (Connection connection = explicit()) {
                insert(connection, 1);
                connection.commit();
            }
            try (Connection connection = database.getConnection()) {
                insert(connection, 2);
            }
        });

        assertThat(ids(node.pool())).isEmpty();
        assertThat(store.find(Claims.claim("a").id())).isEmpty();
    }

    @Test
    void aRollbackTakesBackWhatCameSinceTheLastCommit() throws Exception {
        inTransaction(() -> {
            try (Connection connection = explicit()) {
                insert(connection, 1);
                connection.commit();
                insert(connection, 2);
                connection.rollback();
                connection.rollback();
                insert(connection, 3);
                connection.commit();
                connection.rollback();
                assertThat(ids(connection)).containsExactly(1, 3);
            }
        });

        assertThat(ids(node.pool())).containsExactly(1, 3);
    }

    @Test
    void whatIsNotCommittedWhenAConnectionIsClosedIsRolledBack() throws Exception {
        inTransaction(() -> {
            try (Connection connection = explicit()) {
                insert(connection, 1);
                connection.commit();
                insert(connection, 2);
            }
        });

        assertThat(ids(node.pool())).containsExactly(1);
    }

    @Test
    void whatIsLeftOpenIsClosedAndItsUncommittedWorkGoes() throws Exception {
        List<Connection> left = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();

        Commit end = inTransaction(() -> {
            left.add(explicit());
            insert(left.get(0), 1);
            left.get(0).commit();
            insert(left.get(0), 2);
            statements.add(left.get(0).createStatement());
        });

        assertThat(end).isEqualTo(Commit.COMMITTED);
        assertThat(ids(node.pool())).containsExactly(1);
        assertThat(left.get(0).isClosed()).isTrue();
        assertThat(statements.get(0).isClosed()).isTrue();
        assertThatThrownBy(() -> left.get(0).createStatement()).isInstanceOf(SQLException.class);
        left.get(0).close();
    }

    @Test
    void turningAutoCommitOnCommits() throws Exception {
        inTransaction(() -> {
            try (Connection connection = explicit()) {
                insert(connection, 1);
                connection.setAutoCommit(true);
                assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
                assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
                assertThatThrownBy(connection::setSavepoint).isInstanceOf(SQLException.class);
            }
        });

        assertThat(ids(node.pool())).containsExactly(1);
    }

    @Test
    void aStatementThatFailsUnderAutoCommitLeavesNoTrace() throws Exception {
        inTransaction(() -> {
            try (Connection connection = database.getConnection()) {
                insert(connection, 1);
                assertThatThrownBy(() -> insert(connection, 1)).isInstanceOf(SQLException.class);
                insert(connection, 2);
                assertThatThrownBy(() -> connection.createStatement().execute("select * from nowhere_to_be_found"))
                        .isInstanceOf(SQLException.class);
                insert(connection, 3);
            }
        });

        assertThat(ids(node.pool())).containsExactly(1, 2, 3);
    }

    /** As the database has it: PostgreSQL lets nothing more happen in a transaction in which something failed. */
    @Test
    void aStatementThatFailsInATransactionDoesWhatItDoesElsewhere() throws Exception {
        List<String> without = afterFailure(node.pool());
        node.execute("delete from " + table);
        List<String> within = new ArrayList<>();

        Commit end = inTransaction(() -> within.addAll(afterFailure(database)));

        assertThat(end).isEqualTo(Commit.COMMITTED);
        assertThat(within).isEqualTo(without);
        assertThat(ids(node.pool()).toString()).isEqualTo(within.get(within.size() - 1));
    }

    private List<String> afterFailure(DataSource from) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (Connection connection = from.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1);
            connection.commit();
            insert(connection, 2);
            seen.add(outcome(() -> insert(connection, 2)));
            seen.add(outcome(() -> insert(connection, 3)));
            seen.add(outcome(connection::commit));
            insert(connection, 4);
            seen.add(outcome(() -> insert(connection, 4)));
            connection.rollback();
            insert(connection, 5);
            Savepoint savepoint = connection.setSavepoint();
            seen.add(outcome(() -> insert(connection, 5)));
            connection.rollback(savepoint);
            insert(connection, 6);
            seen.add(outcome(connection::commit));
        }
        seen.add(ids(from).toString());
        return seen;
    }

    private static String outcome(Work work) {
        try {
            work.run();
            return "fine";
        } catch (Exception e) {
            return "fails";
        }
    }

    @Test
    void savepointsAreTheApplicationsOwn() throws Exception {
        inTransaction(() -> {
            try (Connection connection = explicit()) {
                insert(connection, 1);
                Savepoint one = connection.setSavepoint("one");
                insert(connection, 2);
                Savepoint two = connection.setSavepoint();
                insert(connection, 3);
                connection.rollback(two);
                connection.releaseSavepoint(two);
                assertThat(ids(connection)).containsExactly(1, 2);
                connection.rollback(one);
                insert(connection, 4);
                connection.commit();
                assertThatThrownBy(() -> connection.rollback(one)).isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> connection.releaseSavepoint(two)).isInstanceOf(SQLException.class);
            }
        });

        assertThat(ids(node.pool())).containsExactly(1, 4);
    }

    @Test
    void batchesAndGeneratedKeysWork() throws Exception {
        node.execute("drop table if exists " + table + "_k");
        String identity = backend == Backend.MARIADB
                ? "bigint auto_increment primary key"
                : "bigint generated by default as identity primary key";
        node.execute("create table " + table + "_k (id " + identity + ", name varchar(100))");

        inTransaction(() -> {
            try (Connection connection = explicit();
                    PreparedStatement batch = connection.prepareStatement("insert into " + table + " values (?, ?)");
                    PreparedStatement keyed = connection.prepareStatement(
                            "insert into " + table + "_k (name) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                for (int i = 0; i < 5; i++) {
                    batch.setInt(1, i);
                    batch.setString(2, "n");
                    batch.addBatch();
                }
                assertThat(batch.executeBatch()).hasSize(5);
                keyed.setString(1, "first");
                keyed.executeUpdate();
                try (ResultSet keys = keyed.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(keys.getLong(1)).isEqualTo(1);
                    assertThat(keys.getStatement().getConnection()).isSameAs(connection);
                }
                connection.commit();
            }
        });

        assertThat(ids(node.pool())).hasSize(5);
    }

    @Test
    void everythingLeadsBackToTheConnectionThatWasGiven() throws Exception {
        inTransaction(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThat(statement.getConnection()).isSameAs(connection);
                assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
                assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
                assertThat(connection.isWrapperFor(Connection.class)).isTrue();
                assertThat(connection.isValid(1)).isTrue();
                assertThat(connection.equals(statement.getConnection())).isTrue();
                assertThat(connection).isNotEqualTo(statement);
                if (backend == Backend.POSTGRESQL) {
                    assertThat(connection.unwrap(org.postgresql.PGConnection.class))
                            .isNotNull();
                }
            }
        });
    }

    @Test
    void whatIsSetOnAConnectionIsGoneWithIt() throws Exception {
        inTransaction(() -> {
            int timeout;
            int isolation;
            try (Connection connection = database.getConnection()) {
                timeout = connection.getNetworkTimeout();
                isolation = connection.getTransactionIsolation();
                connection.setReadOnly(true);
                assertThat(connection.isReadOnly()).isTrue();
                connection.setNetworkTimeout(Runnable::run, 54_321);
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            try (Connection connection = database.getConnection()) {
                assertThat(connection.isReadOnly()).isFalse();
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(connection.getNetworkTimeout()).isEqualTo(timeout);
                assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
            }
        });
    }

    @Test
    void aStrongerIsolationIsRefusedInASentence() throws Exception {
        inTransaction(() -> {
            try (Connection connection = database.getConnection()) {
                assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("requestTransaction");
            }
        });
    }

    @Test
    void aSecondTransactionBesideAnOpenOneIsRefusedInASentence() throws Exception {
        Commit end = inTransaction(() -> {
            try (Connection outer = explicit()) {
                insert(outer, 1);
                try (Connection inner = explicit()) {
                    assertThatThrownBy(() -> insert(inner, 2))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("REQUIRES_NEW");
                }
                assertThat(ids(database)).containsExactly(1); // a read beside it is none
                outer.commit();
                try (Connection inner = explicit()) {
                    insert(inner, 3);
                    inner.commit();
                }
            }
        });

        assertThat(end).isEqualTo(Commit.COMMITTED);
        assertThat(ids(node.pool())).containsExactly(1, 3);
    }

    /** What was committed in the middle cannot be kept when what is around it is taken back. */
    @Test
    void aRollbackAroundSomethingCommittedLeavesNothing() throws Exception {
        Commit end = inTransaction(() -> {
            try (Connection outer = explicit()) {
                insert(outer, 1);
                try (Connection inner = database.getConnection()) {
                    insert(inner, 2);
                }
                outer.rollback();
            }
        });

        assertThat(end).isEqualTo(Commit.ROLLED_BACK);
        assertThat(ids(node.pool())).isEmpty();
        assertThat(store.find(Claims.claim("a").id())).isEmpty();
    }

    @Test
    void goingBackToASavepointBeforeSomethingCommittedLeavesNothing() throws Exception {
        Commit end = inTransaction(() -> {
            try (Connection outer = explicit()) {
                insert(outer, 1);
                Savepoint savepoint = outer.setSavepoint();
                try (Connection inner = database.getConnection()) {
                    insert(inner, 2);
                }
                outer.rollback(savepoint);
                outer.commit();
            }
        });

        assertThat(end).isEqualTo(Commit.ROLLED_BACK);
        assertThat(ids(node.pool())).isEmpty();
    }

    @Test
    void goingBackToASavepointAfterSomethingCommittedIsFine() throws Exception {
        Commit end = inTransaction(() -> {
            try (Connection outer = explicit()) {
                insert(outer, 1);
                try (Connection inner = database.getConnection()) {
                    insert(inner, 2);
                }
                Savepoint savepoint = outer.setSavepoint();
                insert(outer, 3);
                outer.rollback(savepoint);
                outer.commit();
            }
        });

        assertThat(end).isEqualTo(Commit.COMMITTED);
        assertThat(ids(node.pool())).containsExactly(1, 2);
    }

    @Test
    void aCommitAfterAFailureAroundSomethingCommittedLosesNothingUnnoticed() throws Exception {
        Commit end = inTransaction(() -> {
            try (Connection outer = explicit()) {
                insert(outer, 1);
                try (Connection inner = database.getConnection()) {
                    insert(inner, 7);
                }
                assertThatThrownBy(() -> insert(outer, 1)).isInstanceOf(SQLException.class);
                outer.commit();
            }
        });

        boolean kept = end == Commit.COMMITTED;
        assertThat(kept).isEqualTo(backend != Backend.POSTGRESQL);
        assertThat(ids(node.pool())).isEqualTo(kept ? List.of(1, 7) : List.of());
    }

    @Test
    void whatIsDoneToTheConnectionUnderneathIsTakenBackToo() throws Exception {
        Commit end = inTransaction(() -> {
            try (Connection connection = explicit()) {
                Connection underneath = connection.unwrap(com.zaxxer.hikari.pool.HikariProxyConnection.class);
                underneath.createStatement().execute("insert into " + table + " values (1, 'x')");
                connection.rollback();
                underneath.createStatement().execute("insert into " + table + " values (2, 'x')");
                connection.unwrap(com.zaxxer.hikari.pool.HikariProxyConnection.class);
                underneath.createStatement().execute("insert into " + table + " values (3, 'x')");
                connection.commit();
                insert(connection, 4);
                connection.rollback();
                try (Statement statement = connection.createStatement()) {
                    assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
                }
            }
        });

        assertThat(end).isEqualTo(Commit.COMMITTED);
        assertThat(ids(node.pool())).containsExactly(2, 3);
    }

    @Test
    void savepointsSetBySqlEndWithTheirTransaction() throws Exception {
        assumeTrue(backend != Backend.H2_MEMORY, "which keeps those that come after one that is released");
        inTransaction(() -> {
            try (Connection connection = explicit();
                    Statement statement = connection.createStatement()) {
                statement.execute("savepoint mine");
                insert(connection, 1);
                connection.commit();
                assertThatThrownBy(() -> statement.execute("rollback to savepoint mine"))
                        .isInstanceOf(SQLException.class);
                connection.rollback();
                insert(connection, 2);
                connection.commit();
            }
        });

        assertThat(ids(node.pool())).containsExactly(1, 2);
    }

    @Test
    void aStatementThatCannotBeClosedKeepsNothingFromBeingRolledBack() throws Exception {
        assumeTrue(backend == Backend.MARIADB, "whose driver reads on when a statement is closed");
        node.execute("insert into " + table + " select seq + 10, 'x' from seq_1_to_4000");
        String failing = "select case when id = 3000 then (select 1 union select 2) else id end from " + table;

        Commit end = inTransaction(() -> {
            try (Connection connection = explicit()) {
                insert(connection, 1);
                Statement statement = connection.createStatement();
                statement.setFetchSize(1);
                statement.executeQuery(failing).next();
                throw new IllegalStateException("on purpose");
            } catch (IllegalStateException | SQLException e) {
                // the application answers all the same
            }
        });

        assertThat(end).isEqualTo(Commit.COMMITTED);
        assertThat(ids(node.pool())).hasSize(4000).doesNotContain(1);
    }

    /** Under auto-commit PostgreSQL's driver fetches all rows, so that none comes too late. */
    @Test
    void aRowThatFailsUnderAutoCommitLeavesNoTrace() throws Exception {
        node.execute("insert into " + table + " values (0, 'x')");
        node.execute("insert into " + table + " values (1, 'x')");

        Commit end = inTransaction(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.setFetchSize(1);
                try (ResultSet rows = statement.executeQuery("select 1 / (1 - id) from " + table + " order by id")) {
                    while (rows.next()) {
                        rows.getInt(1);
                    }
                } catch (SQLException e) {
                    // it goes on
                }
                try (PreparedStatement wrong = connection.prepareStatement("select * from nowhere where id = ?")) {
                    wrong.getParameterMetaData();
                } catch (SQLException e) {
                    // it goes on
                }
                insert(connection, 2);
            }
        });

        assertThat(end).isEqualTo(Commit.COMMITTED);
        assertThat(ids(node.pool())).containsExactly(0, 1, 2);
    }

    /** MariaDB and H2 roll back all of the victim's work, and its claim with it. */
    @Test
    void theVictimOfADeadlockLeavesNothing() throws Exception {
        assumeTrue(backend != Backend.POSTGRESQL, "which rolls back to a savepoint");
        node.execute("insert into " + table + " values (1, 'x')");
        node.execute("insert into " + table + " values (2, 'x')");
        List<Commit> ends = new ArrayList<>();
        try (Connection other = node.another().pool().getConnection()) {
            other.setAutoCommit(false);
            ends.add(inTransaction(() -> {
                try (Connection connection = explicit()) {
                    update(connection, 1);
                    update(other, 2);
                    FutureTask<Boolean> crossing = new FutureTask<>(() -> update(other, 1));
                    new Thread(crossing).start();
                    try {
                        update(connection, 2);
                        connection.commit();
                    } catch (SQLException e) {
                        connection.rollback();
                    }
                    outcome(crossing::get);
                    other.rollback();
                }
            }));
        }

        boolean victim = ends.get(0) == Commit.ROLLED_BACK;
        assertThat(ends).containsAnyOf(Commit.ROLLED_BACK, Commit.COMMITTED);
        assertThat(store.find(Claims.claim("a").id()).isPresent()).isEqualTo(!victim);
    }

    private boolean update(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("update " + table + " set name = 'y' where id = " + id) == 1;
        }
    }

    @Test
    void anInterruptedThreadCommitsAndStaysInterrupted() throws Exception {
        Commit end = inTransaction(() -> {
            insert(database.getConnection(), 1);
            Thread.currentThread().interrupt();
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(end).isEqualTo(Commit.COMMITTED);
    }

    @Test
    void anotherThreadIsRefusedInASentence() throws Exception {
        inTransaction(() -> {
            try (Connection connection = database.getConnection()) {
                FutureTask<String> other = new FutureTask<>(() -> {
                    try {
                        insert(connection, 1);
                        return "inserted";
                    } catch (SQLException e) {
                        return String.valueOf(e.getMessage());
                    }
                });
                new Thread(other).start();
                assertThat(other.get()).contains("own thread");
            }
        });

        assertThat(ids(node.pool())).isEmpty();
    }

    @Test
    void anotherThreadsConnectionIsItsOwn() throws Exception {
        andRollBack(() -> {
            FutureTask<Boolean> other = new FutureTask<>(() -> {
                try (Connection connection = database.getConnection()) {
                    insert(connection, 1);
                    return true;
                }
            });
            new Thread(other).start();
            other.get();
        });

        assertThat(ids(node.pool())).containsExactly(1);
    }

    @Test
    void sqlThatEndsTheTransactionIsRefusedInASentence() throws Exception {
        inTransaction(() -> {
            try (Connection connection = explicit();
                    Statement statement = connection.createStatement()) {
                insert(connection, 1);
                for (String sql : List.of("commit", " /* all */ ROLLBACK", "begin", "select 1; commit")) {
                    assertThatThrownBy(() -> statement.execute(sql))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("would end the request's transaction");
                    assertThatThrownBy(() -> connection.prepareStatement(sql)).isInstanceOf(SQLException.class);
                    assertThatThrownBy(() -> statement.addBatch(sql)).isInstanceOf(SQLException.class);
                }
                if (backend != Backend.POSTGRESQL) {
                    assertThatThrownBy(() -> statement.execute("create table " + table + "_2 (id integer)"))
                            .isInstanceOf(SQLException.class)
                            .hasMessageContaining("CREATE TABLE");
                }
                connection.rollback();
            }
        });

        assertThat(ids(node.pool())).isEmpty();
    }

    @Test
    void elsewhereItIsThePool() throws Exception {
        try (Connection connection = database.getConnection()) {
            insert(connection, 1);
            assertThat(ids(node.pool())).containsExactly(1);
        }
        assertThat(database.unwrap(com.zaxxer.hikari.HikariDataSource.class)).isSameAs(node.pool());
        assertThat(database.isWrapperFor(RequestTransactions.class)).isTrue();
        assertThatThrownBy(() -> RequestTransactions.wrap(database)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void afterTheEndTheThreadIsAsItWas() throws Exception {
        inTransaction(() -> insert(database.getConnection(), 1));

        try (Connection connection = database.getConnection()) {
            assertThat(connection.getAutoCommit()).isTrue();
            insert(connection, 2);
        }
        assertThat(ids(node.pool())).containsExactly(1, 2);
    }

    /** A request that is handled in the middle of another one, by a dispatch to another application. */
    @Test
    void aTransactionInTheMiddleOfAnotherIsItsOwn() throws Exception {
        andRollBack(() -> {
            try (Connection connection = database.getConnection()) {
                insert(connection, 1);
            }
            try (StoreTransaction inner = opened("b")) {
                inner.enter();
                try (Connection connection = database.getConnection()) {
                    insert(connection, 2);
                }
                assertThat(inner.commit(new byte[1], Claims.RETENTION)).isEqualTo(Commit.COMMITTED);
            }
            try (Connection connection = database.getConnection()) {
                insert(connection, 3);
            }
        });

        assertThat(ids(node.pool())).containsExactly(2);
    }

    @Test
    void anAbortedConnectionCommitsNothing() throws Exception {
        Commit end = inTransaction(() -> {
            try (Connection connection = explicit()) {
                insert(connection, 1);
                connection.commit();
                insert(connection, 2);
                connection.abort(Runnable::run);
                assertThat(connection.isClosed()).isTrue();
            }
        });

        assertThat(end).isEqualTo(Commit.ROLLED_BACK);
        assertThat(ids(node.pool())).isEmpty();
    }
}

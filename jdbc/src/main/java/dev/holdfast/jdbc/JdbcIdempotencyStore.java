package dev.holdfast.jdbc;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.idempotency.store.StoreException;
import dev.holdfast.idempotency.store.StoreTransactions;
import dev.holdfast.idempotency.store.StoredRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The records in one table of a relational database, for any number of nodes, all by the database's clock.
 *
 * <p>Statements, each a transaction where the pool's connections commit by themselves; where they do not, a call is one
 * transaction, and its commit comes on top:
 *
 * <table>
 *   <caption>Statements that a call takes</caption>
 *   <tr><th></th><th>PostgreSQL</th><th>MariaDB</th><th>MySQL</th><th>H2</th></tr>
 *   <tr><th>{@link #begin}, first request</th><td>1</td><td>1</td><td>2</td><td>2</td></tr>
 *   <tr><th>the same, within a quota</th><td>1</td><td>2</td><td>3</td><td>2</td></tr>
 *   <tr><th>after a release, an expiry or a lapse</th><td>1</td><td>3</td><td>4</td><td>2</td></tr>
 *   <tr><th>{@link #begin}, replay or duplicate</th><td>1</td><td>1</td><td>2</td><td>1</td></tr>
 *   <tr><th>{@link #complete}, {@link #release}, {@link #renew}, {@link #takeOver}, {@link #withdraw},
 *     {@link #find}</th>
 *     <td>1</td><td>1</td><td>1</td><td>1</td></tr>
 * </table>
 *
 * <p>On PostgreSQL and H2 a replay only reads. Deadlocks and serialization failures are tried again until the statement
 * timeout has passed.
 *
 * <p>The store needs the pool's own connections, or {@link RequestTransactions} around it, and not those of another
 * transaction that the application has open: what it writes must stand even if the application rolls back. A fence token is the database's time in microseconds, or one
 * more than the record's last if that is greater. So tokens grow as long as the record is there. Of a record that was
 * forgotten or purged nothing is left: a claim that ran at that very moment, or a database clock that is set back, can give
 * the next attempt a token which is not greater than those of the removed one's.
 *
 * <p>Nothing is connected before the first call, so that an application may start before its database. {@link
 * #verifySchema} and {@link #createSchema} are for those who would rather fail at the start.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class JdbcIdempotencyStore implements IdempotencyStore {
    private final Database database;
    private final int purgeBatchSize;
    private final @Nullable StoreTransactions transactions;

    private JdbcIdempotencyStore(Builder builder) {
        String table = Builder.or(builder.table, Schema.DEFAULT_TABLE);
        Duration timeout = Builder.or(builder.statementTimeout, Builder.DEFAULT_STATEMENT_TIMEOUT);
        this.database = new Database(RequestTransactions.beneath(builder.dataSource), table, builder.dialect, timeout);
        this.purgeBatchSize = Builder.or(builder.purgeBatchSize, Builder.DEFAULT_PURGE_BATCH_SIZE);
        this.transactions = RequestTransactions.of(builder.dataSource)
                .map(source -> new JdbcStoreTransactions(source, this, table, builder.dialect, timeout))
                .orElse(null);
    }

    /**
     * Starts to build a store.
     *
     * @param dataSource a connection pool, which stays the caller's to close, or {@link RequestTransactions} around it
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** {@link Guarantee#TRANSACTIONAL} on {@link RequestTransactions}, and otherwise {@link Guarantee#FENCED}. */
    @Override
    public Guarantee guarantee() {
        return transactions == null ? Guarantee.FENCED : Guarantee.TRANSACTIONAL;
    }

    @Override
    public Optional<StoreTransactions> transactions() {
        return Optional.ofNullable(transactions);
    }

    /**
     * Creates the table and its indexes unless they are there, by the shipped {@code schema-*.sql}. Any number of nodes
     * may call it at once.
     *
     * @throws StoreException if the database cannot be reached or does not allow it
     */
    public void createSchema() {
        database.createSchema();
    }

    /**
     * Tries the table out, in a transaction that is rolled back.
     *
     * @throws StoreException if the database cannot be reached, or the table is not there or not as it has to be
     */
    public void verifySchema() {
        if (!database.rehearse("verify its table", Rehearsal::passes)) {
            throw new StoreException("The idempotency store could not verify its table: a record can be in it twice, so"
                    + " record_id is not its primary key");
        }
    }

    @Override
    public Attempt begin(Claim claim) {
        return database.call("decide on a claim", records -> records.begin(claim));
    }

    @Override
    public FencedWrite complete(RecordId id, FenceToken token, byte[] outcome, Duration retention) {
        return database.call(
                "record an outcome", records -> Optional.of(records.complete(id, token, outcome, retention)));
    }

    @Override
    public FencedWrite release(RecordId id, FenceToken token) {
        return database.call("release a key", records -> Optional.of(records.release(id, token)));
    }

    @Override
    public FencedWrite renew(RecordId id, FenceToken token, Duration lease, Duration retention) {
        return database.call("renew a lease", records -> Optional.of(records.renew(id, token, lease, retention)));
    }

    @Override
    public Optional<FenceToken> takeOver(RecordId id, FenceToken lapsed, Duration lease, Duration retention) {
        return database.call(
                "take over a lapsed attempt", records -> Optional.of(records.takeOver(id, lapsed, lease, retention)));
    }

    @Override
    public FencedWrite withdraw(Claim claim) {
        return database.call("withdraw a claim", records -> Optional.of(records.withdraw(claim)));
    }

    @Override
    public Optional<StoredRecord> find(RecordId id) {
        return database.call("look up a record", records -> Optional.of(records.find(id)));
    }

    @Override
    public long purge() {
        return inBatches("purge", records -> records.purge(purgeBatchSize));
    }

    @Override
    public long forget(CallerScope caller) {
        return inBatches("forget a caller", records -> records.forget(caller, purgeBatchSize));
    }

    private long inBatches(String task, Database.Task<Integer> batch) {
        long removed = 0;
        int last;
        do {
            last = database.call(task, records -> Optional.of(batch.on(records)));
            removed += last;
        } while (last > 0);
        return removed;
    }

    /** Does nothing: the data source is not the store's own. */
    @Override
    public void close() {}

    /**
     * The options of a store. Each may be set once.
     *
     * <p>Not thread-safe.
     *
     * @since 0.1
     */
    public static final class Builder {
        /** Leaves room for the ending of an index's name within PostgreSQL's 63 characters. */
        private static final Pattern TABLE =
                Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,55}");

        private static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(5);
        private static final Duration MAX_STATEMENT_TIMEOUT = Duration.ofMinutes(5);
        private static final int DEFAULT_PURGE_BATCH_SIZE = 1_000;
        private static final int MAX_PURGE_BATCH_SIZE = 100_000;

        private final DataSource dataSource;
        private @Nullable String table;
        private @Nullable Dialect dialect;
        private @Nullable Duration statementTimeout;
        private @Nullable Integer purgeBatchSize;

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        /**
         * The table, of up to 56 letters, digits and underscores, which may be qualified with a schema; default
         * {@code holdfast_idempotency}.
         *
         * @throws IllegalArgumentException if it is not such a name
         * @throws IllegalStateException if it was set before
         */
        public Builder table(String table) {
            once("table", this.table, table);
            if (!TABLE.matcher(table).matches()) {
                throw new IllegalArgumentException("table is " + table
                        + ": it must be a name of up to 56 letters, digits and underscores, or schema.name");
            }
            this.table = table;
            return this;
        }

        /**
         * The dialect to speak; default what the driver says of the database.
         *
         * @throws IllegalStateException if it was set before
         */
        public Builder dialect(Dialect dialect) {
            once("dialect", this.dialect, dialect);
            this.dialect = dialect;
            return this;
        }

        /**
         * How long the database may take for a statement, in whole seconds from 1 to 300; default 5. The statement is
         * cancelled then, where the database can do that (not H2, not MySQL under MariaDB's driver); if nothing is
         * heard for a second more, the connection is given up. PostgreSQL's driver first spends its {@code
         * cancelSignalTimeout}, 10 seconds unless set, on a server that does not answer. How long to wait for a
         * connection is the pool's setting.
         *
         * @throws IllegalArgumentException if it is out of these bounds
         * @throws IllegalStateException if it was set before
         */
        public Builder statementTimeout(Duration statementTimeout) {
            once("statementTimeout", this.statementTimeout, statementTimeout);
            if (statementTimeout.getNano() != 0
                    || statementTimeout.getSeconds() < 1
                    || statementTimeout.compareTo(MAX_STATEMENT_TIMEOUT) > 0) {
                throw new IllegalArgumentException("statementTimeout is " + statementTimeout
                        + ": it must be whole seconds from 1 to " + MAX_STATEMENT_TIMEOUT.toSeconds());
            }
            this.statementTimeout = statementTimeout;
            return this;
        }

        /**
         * How many records {@link JdbcIdempotencyStore#purge} and {@link JdbcIdempotencyStore#forget} remove in one
         * transaction, from 1 to 100,000; default 1,000.
         *
         * @throws IllegalArgumentException if it is out of these bounds
         * @throws IllegalStateException if it was set before
         */
        public Builder purgeBatchSize(int purgeBatchSize) {
            once("purgeBatchSize", this.purgeBatchSize, purgeBatchSize);
            if (purgeBatchSize < 1 || purgeBatchSize > MAX_PURGE_BATCH_SIZE) {
                throw new IllegalArgumentException(
                        "purgeBatchSize is " + purgeBatchSize + ": it must be from 1 to " + MAX_PURGE_BATCH_SIZE);
            }
            this.purgeBatchSize = purgeBatchSize;
            return this;
        }

        private static void once(String option, @Nullable Object before, Object now) {
            if (before != null) {
                throw new IllegalStateException(option + " is set to " + before + " already, and again to " + now);
            }
        }

        /** Makes the store. It connects to nothing. */
        public JdbcIdempotencyStore build() {
            return new JdbcIdempotencyStore(this);
        }

        private static <T> T or(@Nullable T value, T otherwise) {
            return value == null ? otherwise : value;
        }
    }
}

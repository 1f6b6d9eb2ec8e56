package dev.holdfast.jdbc;

import dev.holdfast.jdbc.RequestTransaction.Mark;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the application takes for a connection of its own: a part of its request's transaction. Everything about
 * transactions is answered here, and the rest by the connection underneath. One thread, but for what ends work from
 * outside.
 */
final class SharedConnection implements InvocationHandler {
    private static final Logger log = LoggerFactory.getLogger(SharedConnection.class);

    private final RequestTransaction transaction;
    private final Connection connection;
    private final Connection proxy;
    private final List<SharedStatement> statements = new ArrayList<>();
    private final IdentityHashMap<Savepoint, Mark> savepoints = new IdentityHashMap<>();
    /** What has to be put back for whoever comes next, in the order in which it was changed. */
    private final Map<String, Step> changes = new LinkedHashMap<>();

    private boolean autoCommit;
    private boolean readOnly;
    private volatile boolean closed;
    /** Where the application's open transaction began; null if none is open. */
    private @Nullable Mark begun;
    /** The mark before the statement that is running under auto-commit. */
    private @Nullable Mark single;
    /** Whether a statement of the open transaction failed where that spoils a transaction. */
    private boolean failed;

    private interface Step {
        void run() throws SQLException;
    }

    SharedConnection(RequestTransaction transaction, Connection connection, boolean autoCommit) {
        this.transaction = transaction;
        this.connection = connection;
        this.autoCommit = autoCommit;
        this.proxy = (Connection) Proxy.newProxyInstance(
                SharedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    Connection proxy() {
        return proxy;
    }

    boolean hasBegun() {
        return begun != null;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "SharedConnection[" + connection + "]";
            case "isClosed" -> closed;
            case "isValid" -> !closed && connection.isValid((int) arguments[0]);
            case "close" -> nothing(this::close);
            case "abort" -> nothing(() -> abort((Executor) arguments[0]));
            default -> {
                requireOpen();
                transaction.requireThread();
                yield invokeOpen(method, arguments);
            }
        };
    }

    private static @Nullable Object nothing(Step step) throws SQLException {
        step.run();
        return null;
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException("The connection is closed", "08003");
        }
    }

    private @Nullable Object invokeOpen(Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "getAutoCommit" -> autoCommit;
            case "setAutoCommit" -> nothing(() -> setAutoCommit((boolean) arguments[0]));
            case "commit", "rollback", "setSavepoint", "releaseSavepoint" -> {
                requireTransaction(method.getName());
                yield invokeInTransaction(method, arguments);
            }
            case "isReadOnly" -> readOnly;
            case "setReadOnly" -> nothing(() -> readOnly = (boolean) arguments[0]);
            case "setTransactionIsolation" -> nothing(() -> requireIsolation((int) arguments[0]));
            case "setCatalog", "setSchema", "setHoldability", "setTypeMap", "setNetworkTimeout", "setClientInfo" -> {
                remember(method.getName(), arguments);
                yield call(connection, method, arguments);
            }
            case "beginRequest", "endRequest" -> null; // the request is that of the connection underneath
            case "getMetaData" -> metaData();
            case "unwrap", "isWrapperFor" -> wrapper(method, (Class<?>) arguments[0]);
            default -> result(method, arguments);
        };
    }

    private @Nullable Object invokeInTransaction(Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "commit" -> nothing(this::commit);
            case "setSavepoint" -> setSavepoint(method, arguments);
            case "releaseSavepoint" -> nothing(() -> transaction.letGoOf(known((Savepoint) arguments[0])));
            default ->
                arguments.length == 0 ? nothing(this::rollback) : nothing(() -> rollback((Savepoint) arguments[0]));
        };
    }

    private @Nullable Object result(Method method, Object[] arguments) throws Throwable {
        String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : null;
        if (Statement.class.isAssignableFrom(method.getReturnType()) && sql != null) {
            StatementText.require(sql, transaction.dialect());
        }
        Object result = call(connection, method, arguments);
        if (result instanceof CallableStatement call) {
            return shared(call, CallableStatement.class, sql);
        }
        if (result instanceof PreparedStatement prepared) {
            return shared(prepared, PreparedStatement.class, sql);
        }
        return result instanceof Statement plain ? shared(plain, Statement.class, null) : result;
    }

    private Statement shared(Statement actual, Class<? extends Statement> type, @Nullable String sql) {
        SharedStatement shared = new SharedStatement(this, actual, type, sql);
        statements.add(shared);
        return shared.proxy();
    }

    /** Calls a method, so that what it throws is what the caller gets. */
    static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private DatabaseMetaData metaData() throws SQLException {
        DatabaseMetaData actual = connection.getMetaData();
        return (DatabaseMetaData) Proxy.newProxyInstance(
                SharedConnection.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (self, method, given) -> method.getName().equals("getConnection")
                        ? proxy
                        : call(actual, method, given == null ? new Object[0] : given));
    }

    private Object wrapper(Method method, Class<?> type) throws SQLException {
        boolean asks = method.getName().equals("isWrapperFor");
        if (type.isInstance(proxy)) {
            return asks ? true : proxy;
        }
        if (asks) {
            return type.isInstance(connection) || connection.isWrapperFor(type);
        }
        if (!autoCommit) {
            begin(); // what is done with it is taken back with the rest
        }
        transaction.touch();
        transaction.foreign();
        return type.isInstance(connection) ? connection : connection.unwrap(type);
    }

    // --- the application's transactions

    private void requireTransaction(String call) throws SQLException {
        if (autoCommit) {
            throw new SQLException(call + "() cannot be called on a connection under auto-commit", "25000");
        }
    }

    /** JDBC: a change of the mode commits what is open. */
    private void setAutoCommit(boolean wanted) throws SQLException {
        if (wanted != autoCommit) {
            commit();
            autoCommit = wanted;
        }
    }

    private void commit() throws SQLException {
        Mark mark = begun;
        if (mark == null) {
            return;
        }
        if (failed) {
            commitAfterFailure(mark);
        }
        ended();
    }

    /**
     * PostgreSQL answers the commit of a transaction that had failed by rolling it back, without an error. The application
     * may have gone back to a savepoint of its own since; the database knows.
     */
    private void commitAfterFailure(Mark mark) throws SQLException {
        try {
            transaction.letGoOf(mark);
        } catch (SQLException e) {
            log.debug("A transaction that had failed is rolled back instead of committed", e);
            transaction.goBackTo(mark);
        }
    }

    private void rollback() throws SQLException {
        Mark mark = begun;
        if (mark == null) {
            return;
        }
        try {
            transaction.goBackTo(mark);
        } catch (SQLException e) {
            transaction.spoil("what the application rolled back could not be taken back");
            throw e;
        }
        ended();
    }

    private void ended() {
        if (begun != null) {
            begun.free();
        }
        begun = null;
        failed = false;
        savepoints.clear();
    }

    private Savepoint setSavepoint(Method method, Object[] arguments) throws Throwable {
        begin();
        Savepoint savepoint = (Savepoint) call(connection, method, arguments);
        if (savepoint == null) {
            throw new SQLException("The driver gave no savepoint");
        }
        savepoints.put(savepoint, transaction.markOfApplication(savepoint));
        return savepoint;
    }

    private void rollback(Savepoint savepoint) throws SQLException {
        transaction.goBackTo(known(savepoint));
    }

    private Mark known(Savepoint savepoint) throws SQLException {
        Mark mark = savepoints.get(savepoint);
        if (mark == null || !transaction.knows(mark)) {
            throw new SQLException("The savepoint is not one of the transaction that is open", "3B001");
        }
        return mark;
    }

    void requireText(String sql) throws SQLException {
        StatementText.require(sql, transaction.dialect());
    }

    /** Whether the driver would fetch all rows at once, elsewhere, and must so here, lest they be lost to another's rollback. */
    boolean fetchesAll() {
        return autoCommit && transaction.dialect().failsAsAWhole();
    }

    /** What a statement does. */
    interface Run {
        @Nullable
        Object call() throws Throwable;
    }

    /**
     * Runs a statement in the transaction that it belongs to.
     *
     * @param sql null if it is not known
     */
    @Nullable
    Object run(@Nullable String sql, Run statement) throws Throwable {
        beforeStatement();
        Object result;
        try {
            result = statement.call();
        } catch (Throwable e) {
            afterFailure(e);
            throw e;
        }
        afterStatement(sql);
        return result;
    }

    private void beforeStatement() throws SQLException {
        requireOpen();
        transaction.requireThread();
        if (!autoCommit) {
            begin();
        } else if (transaction.dialect().failsAsAWhole()) {
            single = transaction.mark();
        }
        transaction.touch();
    }

    private void begin() throws SQLException {
        if (begun == null) {
            transaction.requireNoneBeside(this);
            begun = transaction.mark();
        }
    }

    private void afterStatement(@Nullable String sql) {
        if (single != null) {
            single.free();
            single = null;
        }
        if (autoCommit && transaction.hasBegunBeside(this) && mayWrite(sql)) {
            transaction.wroteBeside();
        }
    }

    private boolean mayWrite(@Nullable String sql) {
        return sql == null || StatementText.mayWrite(sql, transaction.dialect());
    }

    /** A statement failed: under auto-commit, as if it had never been. */
    private void afterFailure(Throwable failure) {
        if (failure instanceof SQLException e
                && !transaction.dialect().failsAsAWhole()
                && String.valueOf(e.getSQLState()).startsWith("40")) {
            transaction.lost(); // MariaDB, MySQL and H2 leave nothing of the victim of a deadlock
        }
        Mark mark = single;
        if (mark == null) {
            failed = !autoCommit && transaction.dialect().failsAsAWhole();
            return;
        }
        try {
            transaction.goBackTo(mark);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        mark.free();
        single = null;
    }

    void closed(SharedStatement one) {
        statements.remove(one);
    }

    void close() throws SQLException {
        if (closed) {
            return;
        }
        transaction.requireThread();
        closed = true;
        transaction.closed(this);
        List<Step> steps = new ArrayList<>();
        statements.forEach(each -> steps.add(each::close));
        steps.add(this::rollback);
        steps.addAll(changes.values());
        runAll(steps);
    }

    /** Each of them, whichever fails: what is not undone must not be committed. */
    private static void runAll(List<Step> steps) throws SQLException {
        SQLException failure = null;
        for (Step step : steps) {
            try {
                step.run();
            } catch (SQLException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** From whichever thread, as long as the connection underneath is the request's. */
    private void abort(Executor executor) throws SQLException {
        if (!closed) {
            closed = true;
            transaction.spoil("its connection was aborted");
            connection.abort(executor);
        }
    }

    // --- what is set on a connection

    private void requireIsolation(int level) throws SQLException {
        int actual = connection.getTransactionIsolation();
        if (level > actual) {
            throw new SQLFeatureNotSupportedException(
                    "The isolation level " + level + " cannot be had in the middle of a"
                            + " request transaction, which has " + actual
                            + ": give the pool that level, or set requestTransaction"
                            + " to false for the rule");
        }
    }

    private void remember(String setter, Object[] arguments) throws SQLException {
        switch (setter) {
            case "setCatalog" -> {
                String before = connection.getCatalog();
                changes.putIfAbsent(setter, () -> connection.setCatalog(before));
            }
            case "setSchema" -> {
                String before = connection.getSchema();
                changes.putIfAbsent(setter, () -> connection.setSchema(before));
            }
            case "setHoldability" -> {
                int before = connection.getHoldability();
                changes.putIfAbsent(setter, () -> connection.setHoldability(before));
            }
            case "setTypeMap" -> {
                Map<String, Class<?>> before = connection.getTypeMap();
                changes.putIfAbsent(setter, () -> connection.setTypeMap(before));
            }
            case "setNetworkTimeout" -> {
                int before = connection.getNetworkTimeout();
                changes.putIfAbsent(setter, () -> connection.setNetworkTimeout((Executor) arguments[0], before));
            }
            default -> {
                var before = connection.getClientInfo();
                changes.putIfAbsent(setter, () -> connection.setClientInfo(before));
            }
        }
    }
}

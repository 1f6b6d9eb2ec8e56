package dev.holdfast.jdbc.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The pool as the library sees it, which tells the steps of a request by the statements that come. Thread-safe. */
final class WatchedDatabase {
    private final Steps steps;

    private WatchedDatabase(Steps steps) {
        this.steps = steps;
    }

    static DataSource around(DataSource pool, Steps steps) {
        var watched = new WatchedDatabase(steps);
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = call(pool, method, arguments);
            return result instanceof Connection connection ? watched.connection(connection) : result;
        });
    }

    private interface Handler {
        @Nullable
        Object handle(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                WatchedDatabase.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, given) -> handler.handle(method, given == null ? new Object[0] : given)));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("commit")) {
                return between(Step.BEFORE_COMMIT, Step.AFTER_COMMIT, connection, method, arguments);
            }
            if (arguments.length == 1 && arguments[0] instanceof String sql && isRecordWithCommit(sql)) {
                return apart(connection, sql);
            }
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement && arguments[0] instanceof String sql
                    ? statement(statement, sql)
                    : result;
        });
    }

    private PreparedStatement statement(PreparedStatement statement, String sql) {
        if (isClaim(sql)) {
            return statement(statement, Step.BEFORE_CLAIM, Step.AFTER_CLAIM);
        }
        // after the record comes the commit
        return isRecord(sql) ? statement(statement, Step.BEFORE_RECORD, null) : statement;
    }

    private static boolean isRecordWithCommit(String sql) {
        return isRecord(sql) && sql.stripTrailing().endsWith("commit");
    }

    /** The two that go out together come to the database one after the other, and it may end in between. */
    private PreparedStatement apart(Connection connection, String sql) throws SQLException {
        PreparedStatement record = connection.prepareStatement(sql.substring(0, sql.lastIndexOf(';')));
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(record, method, arguments);
            }
            Object result = between(Step.BEFORE_RECORD, Step.BEFORE_COMMIT, record, method, arguments);
            connection.commit();
            steps.reached(Step.AFTER_COMMIT);
            return result;
        });
    }

    private static boolean isClaim(String sql) {
        return sql.contains("pg_try_advisory_xact_lock")
                || (sql.contains("insert into holdfast_idempotency") && !isRecord(sql));
    }

    private static boolean isRecord(String sql) {
        return sql.contains("holdfast_idempotency") && (sql.contains("on conflict") || sql.contains("set state = 2"));
    }

    private PreparedStatement statement(PreparedStatement statement, Step before, @Nullable Step after) {
        return proxy(
                PreparedStatement.class,
                (method, arguments) -> method.getName().startsWith("execute")
                        ? between(before, after, statement, method, arguments)
                        : call(statement, method, arguments));
    }

    private @Nullable Object between(
            Step before, @Nullable Step after, Object target, Method method, Object[] arguments) throws Throwable {
        steps.reached(before);
        Object result = call(target, method, arguments);
        if (after != null) {
            steps.reached(after);
        }
        return result;
    }
}

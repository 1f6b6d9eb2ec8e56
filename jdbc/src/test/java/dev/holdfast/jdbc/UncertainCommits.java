package dev.holdfast.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLNonTransientConnectionException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A pool whose connections break in the next commit, if a test says so. Thread-safe. */
final class UncertainCommits {
    /** What becomes of a commit. */
    enum Fate {
        FINE,
        /** The database commits, and its answer is lost. */
        ANSWER_LOST,
        /** The database never hears of it. */
        COMMAND_LOST,
        /** The database commits, and cannot be reached from then on. */
        ANSWER_AND_DATABASE_LOST
    }

    private final AtomicReference<Fate> next = new AtomicReference<>(Fate.FINE);
    private volatile boolean away;
    private final DataSource pool;

    UncertainCommits(DataSource pool) {
        this.pool = pool;
    }

    void next(Fate fate) {
        next.set(fate);
    }

    void back() {
        away = false;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, pool, (method, arguments, result) -> {
            if (!method.equals("getConnection")) {
                return result.get();
            }
            if (away) {
                throw new SQLNonTransientConnectionException("It is away", "08001");
            }
            return connection((Connection) Objects.requireNonNull(result.get()));
        });
    }

    /** A commit comes by its method, or as the last of several statements that go out together. */
    private Connection connection(Connection actual) {
        return proxy(Connection.class, actual, (method, arguments, result) -> switch (method) {
            case "commit" -> commit(actual, result);
            case "prepareStatement" -> {
                PreparedStatement statement = (PreparedStatement) Objects.requireNonNull(result.get());
                yield String.valueOf(arguments[0]).strip().endsWith("commit")
                        ? committing(actual, statement)
                        : statement;
            }
            default -> result.get();
        });
    }

    private PreparedStatement committing(Connection connection, PreparedStatement actual) {
        return proxy(
                PreparedStatement.class,
                actual,
                (method, arguments, result) ->
                        method.startsWith("execute") ? commit(connection, result) : result.get());
    }

    private @Nullable Object commit(Connection connection, Result result) throws Throwable {
        Fate fate = next.getAndSet(Fate.FINE);
        Object answer = fate == Fate.COMMAND_LOST ? null : result.get();
        if (fate == Fate.FINE) {
            return answer;
        }
        away = fate == Fate.ANSWER_AND_DATABASE_LOST;
        connection.abort(Runnable::run);
        throw new SQLNonTransientConnectionException("An I/O error occurred while sending to the backend", "08006");
    }

    private interface Result {
        @Nullable
        Object get() throws Throwable;
    }

    private interface Hook {
        @Nullable
        Object around(String method, Object[] arguments, Result result) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Object actual, Hook hook) {
        return type.cast(Proxy.newProxyInstance(
                UncertainCommits.class.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    return hook.around(
                            method.getName(), arguments, () -> SharedConnection.call(actual, method, arguments));
                }));
    }
}

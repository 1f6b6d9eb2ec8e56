package dev.holdfast.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

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
        return proxy(DataSource.class, pool, (method, result) -> {
            if (!method.equals("getConnection")) {
                return result.get();
            }
            if (away) {
                throw new SQLNonTransientConnectionException("It is away", "08001");
            }
            return connection((Connection) result.get());
        });
    }

    private Connection connection(Connection actual) {
        return proxy(Connection.class, actual, (method, result) -> {
            if (!method.equals("commit")) {
                return result.get();
            }
            Fate fate = next.getAndSet(Fate.FINE);
            if (fate != Fate.COMMAND_LOST) {
                result.get();
            }
            if (fate == Fate.FINE) {
                return null;
            }
            away = fate == Fate.ANSWER_AND_DATABASE_LOST;
            actual.abort(Runnable::run);
            throw new SQLNonTransientConnectionException("An I/O error occurred while sending to the backend", "08006");
        });
    }

    private interface Result {
        Object get() throws Throwable;
    }

    private interface Hook {
        Object around(String method, Result result) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Object actual, Hook hook) {
        return type.cast(Proxy.newProxyInstance(
                UncertainCommits.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> hook.around(method.getName(), () -> {
                    try {
                        return method.invoke(actual, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? new SQLException(e) : e.getCause();
                    }
                })));
    }
}

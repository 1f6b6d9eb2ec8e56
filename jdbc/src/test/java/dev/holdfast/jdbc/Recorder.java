package dev.holdfast.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** A data source that notes every call on its connections that may go to the database. */
final class Recorder {
    private static final Set<String> NOTED = Set.of(
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeLargeUpdate",
            "executeBatch",
            "commit",
            "rollback",
            "setAutoCommit",
            "setTransactionIsolation",
            "setReadOnly",
            "setSavepoint",
            "setSchema",
            "setCatalog",
            "isValid");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final DataSource target;

    Recorder(DataSource target) {
        this.target = target;
    }

    DataSource dataSource() {
        return wrap(DataSource.class, target);
    }

    /** What was noted since the last time this was asked. */
    List<String> calls() {
        var noted = List.copyOf(calls);
        calls.clear();
        return noted;
    }

    private <T> T wrap(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (NOTED.contains(method.getName())) {
                // in whichever way a statement is executed
                calls.add(method.getName().startsWith("execute") ? "execute" : method.getName());
            }
            try {
                return wrapped(method.invoke(real, args));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private Object wrapped(Object result) {
        if (result instanceof Connection) {
            return wrap(Connection.class, result);
        }
        if (result instanceof PreparedStatement) {
            return wrap(PreparedStatement.class, result);
        }
        return result instanceof Statement ? wrap(Statement.class, result) : result;
    }
}

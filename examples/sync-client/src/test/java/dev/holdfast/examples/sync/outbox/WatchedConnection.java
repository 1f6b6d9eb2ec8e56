package dev.holdfast.examples.sync.outbox;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.function.Consumer;

/** An outbox that tells before each statement that writes, and before and after each commit. */
public final class WatchedConnection {
    private WatchedConnection() {}

    public static Outbox open(Path file, Consumer<String> watcher) throws SQLException {
        return Outbox.on(watch(Connection.class, Sqlite.connect(file), "", watcher), file);
    }

    private static <T> T watch(Class<T> type, T target, String sql, Consumer<String> watcher) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String statement = arguments != null && arguments[0] instanceof String text ? text : sql;
            boolean writes = method.getName().startsWith("execute") && isWrite(statement);
            if (writes) {
                watcher.accept("before " + first(statement));
            }
            Object result = call(method, target, arguments);
            if (writes && first(statement).equals("commit")) {
                watcher.accept("after commit");
            }
            if (result instanceof PreparedStatement prepared) {
                return watch(PreparedStatement.class, prepared, statement, watcher);
            }
            return result instanceof Statement plain ? watch(Statement.class, plain, "", watcher) : result;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    private static boolean isWrite(String statement) {
        return first(statement).matches("insert|update|delete|commit");
    }

    private static String first(String statement) {
        return statement.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    }
}

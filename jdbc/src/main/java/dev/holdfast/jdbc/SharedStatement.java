package dev.holdfast.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement on a {@link SharedConnection}. One thread, but for {@code cancel} and {@code close}. */
final class SharedStatement implements InvocationHandler {
    /** For what changes nothing. */
    private static final String QUERY = "select 1";

    private final SharedConnection connection;
    private final Statement statement;
    private final Statement proxy;
    /** What was prepared. */
    private final @Nullable String prepared;

    SharedStatement(
            SharedConnection connection,
            Statement statement,
            Class<? extends Statement> type,
            @Nullable String prepared) {
        this.connection = connection;
        this.statement = statement;
        this.prepared = prepared;
        this.proxy =
                (Statement) Proxy.newProxyInstance(SharedStatement.class.getClassLoader(), new Class<?>[] {type}, this);
    }

    Statement proxy() {
        return proxy;
    }

    void close() throws SQLException {
        connection.closed(this);
        statement.close();
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> statement.toString();
            case "close" -> {
                close();
                yield null;
            }
            case "getConnection" -> connection.proxy();
            case "unwrap" -> unwrap((Class<?>) arguments[0]);
            case "isWrapperFor" -> isWrapperFor((Class<?>) arguments[0]);
            case "addBatch" -> {
                requireText(arguments);
                yield SharedConnection.call(statement, method, arguments);
            }
            case "getMetaData", "getParameterMetaData" ->
                connection.run(QUERY, () -> SharedConnection.call(statement, method, arguments)); // asks the database
            default ->
                method.getName().startsWith("execute")
                        ? execute(method, arguments)
                        : ofThis(SharedConnection.call(statement, method, arguments));
        };
    }

    private boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(statement) || statement.isWrapperFor(type);
    }

    private void requireText(Object[] arguments) throws SQLException {
        if (arguments.length > 0 && arguments[0] instanceof String sql) {
            connection.requireText(sql);
        }
    }

    private Object unwrap(Class<?> type) throws SQLException {
        if (type.isInstance(proxy)) {
            return proxy;
        }
        return type.isInstance(statement) ? statement : statement.unwrap(type);
    }

    private @Nullable Object execute(Method method, Object[] arguments) throws Throwable {
        requireText(arguments);
        String sql = arguments.length > 0 && arguments[0] instanceof String text ? text : prepared;
        if (connection.fetchesAll() && statement.getFetchSize() != 0) {
            statement.setFetchSize(0);
        }
        return ofThis(connection.run(sql, () -> SharedConnection.call(statement, method, arguments)));
    }

    /** A result tells where it came from, and may be written through. */
    private @Nullable Object ofThis(@Nullable Object result) {
        if (!(result instanceof ResultSet rows)) {
            return result;
        }
        return Proxy.newProxyInstance(
                SharedStatement.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (self, method, given) -> {
                    Object[] arguments = given == null ? new Object[0] : given;
                    return switch (method.getName()) {
                        case "getStatement" -> proxy;
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        case "insertRow", "updateRow", "deleteRow" ->
                            connection.run(null, () -> SharedConnection.call(rows, method, arguments));
                        default -> SharedConnection.call(rows, method, arguments);
                    };
                });
    }
}

package dev.holdfast.benchmarks.stores;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What is noted of the calls of an object. */
interface Notes {

    /**
     * Notes a call that has come back.
     *
     * @return the result, or something around it
     */
    @Nullable
    Object of(String method, Object[] arguments, @Nullable Object result) throws SQLException;

    /** An object all of whose calls are noted. */
    static <T> T around(Class<T> type, T target, Notes notes) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        call(target, method, arguments == null ? new Object[0] : arguments, notes)));
    }

    private static @Nullable Object call(Object target, Method method, Object[] arguments, Notes notes)
            throws Throwable {
        try {
            return notes.of(method.getName(), arguments, method.invoke(target, arguments));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

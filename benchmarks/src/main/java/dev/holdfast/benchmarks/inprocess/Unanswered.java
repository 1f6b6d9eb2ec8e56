package dev.holdfast.benchmarks.inprocess;

import java.lang.reflect.Proxy;

/** What stands behind the stubs: whatever they do not answer themselves is an error, so that nothing is measured that does nothing. */
final class Unanswered {
    private Unanswered() {}

    static <T> T of(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException("The stub has no answer to " + method);
                }));
    }
}

package dev.holdfast.benchmarks.inprocess;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.reflect.Proxy;
import java.util.Collections;

/** Deploys a filter without a container. The context says that it is Jetty, so that the filters do what they do there. */
final class StubContext {
    static final ServletContext CONTEXT = context();

    private StubContext() {}

    private static ServletContext context() {
        return (ServletContext) Proxy.newProxyInstance(
                StubContext.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServerInfo" -> "jetty/12.1";
                    case "getContextPath" -> "";
                    case "getAttribute", "getResource", "getResourceAsStream", "setAttribute" -> null;
                    default -> throw new UnsupportedOperationException("The stub has no answer to " + method);
                });
    }

    static <F extends Filter> F deploy(F filter) {
        FilterConfig config = (FilterConfig) Proxy.newProxyInstance(
                StubContext.class.getClassLoader(),
                new Class<?>[] {FilterConfig.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServletContext" -> CONTEXT;
                    case "getFilterName" -> filter.getClass().getSimpleName();
                    case "getInitParameterNames" -> Collections.emptyEnumeration();
                    default -> throw new UnsupportedOperationException("The stub has no answer to " + method);
                });
        try {
            filter.init(config);
        } catch (ServletException e) {
            throw new IllegalStateException("The filter did not start", e);
        }
        return filter;
    }
}

package dev.holdfast.testkit.conformance;

import dev.holdfast.servlet.ProtectingFilter;
import dev.holdfast.testkit.http.HeaderPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The application that does what the cases say, bare or behind the filter. Thread-safe. */
final class CaseApplication implements Witness {
    private static final List<String> FOLDERS =
            List.of("/case/*", "/wrapped/*", "/gzip-inside/*", "/gzip-outside/*", "/open/*", "/outer/*");

    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Map<String, Trace> traces = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
    private final List<ProtectingFilter> filters;
    private volatile String server = "";

    CaseApplication(List<ConformanceCase> cases, ProtectingFilter... filters) {
        cases.forEach(one -> handlers.put(one.slug(), one.handler()));
        this.filters = List.of(filters);
    }

    void handle(String slug, Handler handler) {
        handlers.put(slug, handler);
    }

    Deployment deployed(Arrangement arrangement) {
        boolean pages = arrangement == Arrangement.ERROR_PAGES;
        return new Deployment(
                this::register,
                pages ? Map.of(404, "/error-page/404", 409, "/error-page/409", 500, "/error-page/500") : Map.of(),
                pages ? Map.of(PlannedException.class, "/error-page/planned") : Map.of(),
                arrangement == Arrangement.COMPRESSED);
    }

    /** The name that the container gives itself. */
    String server() {
        return server;
    }

    private void register(ServletContext context) {
        server = context.getServerInfo();
        filter(context, "principal", new HeaderPrincipal(), "/*");
        filter(context, "outer", new OuterFields(), "/outer/*");
        filter(context, "gzip-outside", new GzipFilter(), "/gzip-outside/*");
        filter(context, "remember", new SameObjects.Remember(), "/open/*");
        ProtectingFilter.install(context, filters.toArray(ProtectingFilter[]::new));
        filter(context, "gzip-inside", new GzipFilter(), "/gzip-inside/*");
        filter(context, "wrapped", new WrappingFilter(), "/wrapped/*");
        ServletRegistration.Dynamic cases = context.addServlet("cases", new CaseServlet());
        cases.setAsyncSupported(true);
        cases.addMapping(FOLDERS.toArray(String[]::new));
        ServletRegistration.Dynamic parts = context.addServlet("parts", new CaseServlet());
        parts.setAsyncSupported(true);
        parts.setMultipartConfig(new MultipartConfigElement(null, -1, -1, 1024));
        parts.addMapping("/parts/*");
        ServletRegistration.Dynamic target = context.addServlet("target", new TargetServlet());
        target.setAsyncSupported(true);
        target.addMapping("/target/*");
        context.addServlet("error-page", new ErrorPageServlet()).addMapping("/error-page/*");
        context.addServlet("ping", new PingServlet()).addMapping("/ping");
    }

    private static void filter(ServletContext context, String name, Filter instance, String pattern) {
        FilterRegistration.Dynamic registration = context.addFilter(name, instance);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, pattern);
    }

    @Override
    public List<String> seen(String trace) {
        return traces.getOrDefault(trace, new Trace()).seen();
    }

    @Override
    public int runs(String trace) {
        return runs.getOrDefault(trace, new AtomicInteger()).get();
    }

    private final class CaseServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String id = Optional.ofNullable(request.getHeader(TRACE)).orElse("");
            runs.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
            Trace trace = traces.computeIfAbsent(id, key -> new Trace());
            Handler handler = handlers.get(request.getPathInfo().substring(1));
            if (handler == null) {
                throw new IllegalArgumentException("There is no case for " + request.getRequestURI());
            }
            handler.handle(request, response, trace);
        }
    }

    private static final class PingServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print("pong");
        }
    }
}

package dev.holdfast.docs;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.testkit.http.JettyServer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The server that answers the requests of the reference. */
final class ExpensesDemo {
    private ExpensesDemo() {}

    static JettyServer start() {
        IdempotencyFilter filter = IdempotencyFilter.builder(CaffeineIdempotencyStore.create())
                .rule(rule -> rule.path("/v1/**").required())
                .maximumResponse(1024)
                .callerQuota(5)
                .build();
        return JettyServer.start(application -> application
                .filter(new BasicUser())
                .filter(filter)
                .servlet("/v1/expenses/*", new ExpensesServlet())
                .servlet("/v1/exports/*", new ExportServlet()));
    }

    private static final class BasicUser extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String credentials = request.getHeader("Authorization");
            chain.doFilter(credentials == null ? request : as(user(credentials), request), response);
        }

        private static String user(String credentials) {
            byte[] decoded = Base64.getDecoder().decode(credentials.substring("Basic ".length()));
            String pair = new String(decoded, StandardCharsets.UTF_8);
            return pair.substring(0, pair.indexOf(':'));
        }

        private static HttpServletRequest as(String user, HttpServletRequest request) {
            return new HttpServletRequestWrapper(request) {
                @Override
                public @Nullable Principal getUserPrincipal() {
                    return () -> user;
                }
            };
        }
    }

    private static final class ExpensesServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final AtomicInteger ids = new AtomicInteger();

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!body.contains("\"amount\"")) {
                response.setStatus(400);
                response.setContentType("application/json");
                response.getWriter().print("{\"error\":\"amount is missing\"}");
                return;
            }
            int id = ids.incrementAndGet();
            response.setStatus(201);
            response.setHeader("Location", "/v1/expenses/" + id);
            response.setContentType("application/json");
            response.getWriter().print("{\"id\":" + id + "," + body.substring(1));
        }
    }

    private static final class ExportServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/csv");
            response.getWriter().print("id;amount\r\n".repeat(1000));
        }
    }
}

package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.CallerResolver;
import dev.holdfast.idempotency.IdempotencyAttributes;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class GettingStartedTest {

    @Test
    void threeLinesProtectAnApplication() throws Exception {
        try (Orders application = Orders.setUpBy(servletContext -> {
            // tag::quick-start
            IdempotencyStore store = CaffeineIdempotencyStore.create();
            IdempotencyFilter.builder(store)
                    .rule(rule -> rule.path("/v1/**").required())
                    .build()
                    .install(servletContext);
            // end::quick-start
        })) {
            WireResponse first = application.send(Orders.order("k1"));
            WireResponse retry = application.send(Orders.order("k1"));

            assertThat(application.count()).isEqualTo(1);
            assertThat(retry.body()).isEqualTo(first.body());
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
        }
    }

    @Test
    void theRecordsOutliveAProcessInADatabase() throws Exception {
        DataSource dataSource = Databases.inMemory("getting-started");
        // tag::jdbc-store
        JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(dataSource).build();
        store.createSchema();
        // end::jdbc-store

        try (Orders application = Orders.behind(protecting(store))) {
            application.send(Orders.order("k1"));
        }
        try (Orders restarted = Orders.behind(protecting(store))) {
            WireResponse retry = restarted.send(Orders.order("k1"));

            assertThat(restarted.count()).isZero();
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
        }
    }

    private static IdempotencyFilter protecting(IdempotencyStore store) {
        return IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .build();
    }

    @Test
    void aKeyBelongsToTheUserOfATenant() throws Exception {
        IdempotencyStore store = CaffeineIdempotencyStore.create();
        // tag::tenant
        CallerResolver userOfTenant = request -> Optional.ofNullable(request.getUserPrincipal())
                .map(user -> request.getServerName() + "/" + user.getName());
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .callerResolver(userOfTenant)
                .build();
        // end::tenant

        try (Orders application = Orders.behind(filter)) {
            application.send(Orders.order("k1"));
            WireResponse retry = application.send(Orders.order("k1"));

            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
        }
    }

    private static final class PaymentServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            // tag::downstream-key
            String key = (String) request.getAttribute(IdempotencyAttributes.DOWNSTREAM_KEY);
            // end::downstream-key
            response.setStatus(502);
            response.getWriter().print(key);
        }
    }

    @Test
    void everyAttemptHasTheSameKeyForItsOwnCalls() throws Exception {
        IdempotencyFilter filter = protecting(CaffeineIdempotencyStore.create());
        try (JettyServer server = JettyServer.start(application ->
                application.filter(new HeaderPrincipal()).filter(filter).servlet("/v1/*", new PaymentServlet()))) {
            String first = Orders.order("k1").send(server.port()).text();
            String second = Orders.order("k1").send(server.port()).text();

            assertThat(first).hasSize(43).isEqualTo(second);
        }
    }
}

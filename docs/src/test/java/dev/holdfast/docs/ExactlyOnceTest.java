package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.jdbc.JdbcResourceVersions;
import dev.holdfast.jdbc.JdbcWriteGuards;
import dev.holdfast.jdbc.RequestTransactions;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ExactlyOnceTest {

    @Test
    void effectAndRecordAreThereOrNeitherIs() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            Jdbi.create(pool)
                    .useHandle(handle -> handle.execute(
                            "create table expenses (id bigint primary key, owner varchar(20), version bigint)"));
            // tag::switch-on
            DataSource database = RequestTransactions.wrap(pool);
            JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(database).build();
            store.createSchema();
            IdempotencyFilter retries = IdempotencyFilter.builder(store)
                    .rule(rule -> rule.path("/v1/reports/**").required().requestTransaction(false))
                    .rule(rule -> rule.path("/v1/**").required().guarantee(Guarantee.TRANSACTIONAL))
                    .build();
            // end::switch-on
            JdbcWriteGuards.builder(database).build().createSchema();
            // tag::edits-within
            ETagFilter edits = ETagFilter.builder()
                    .guards(JdbcWriteGuards.builder(database).build())
                    .rule(rule -> rule.path("/v1/expenses/{id}")
                            .versions(JdbcResourceVersions.builder(database)
                                    .query("select version from expenses where id = :id and owner = :caller")
                                    .tag("expense-{id}-v{version}")
                                    .build())
                            .required())
                    .build();
            // end::edits-within
            Expenses application = new Expenses(Jdbi.create(database));
            try (JettyServer server = JettyServer.start(jetty -> jetty.filter(new HeaderPrincipal())
                    .filter(retries)
                    .filter(edits)
                    .servlet("/v1/*", application))) {
                WireRequest put = WireRequest.of("PUT", "/v1/expenses/1")
                        .header("X-User", "alice")
                        .header("If-None-Match", "*");

                application.fails = true;
                assertThat(put.key("k").transcribe(server.port()).status()).isEqualTo(500);
                assertThat(application.expenses()).isZero();
                application.fails = false;
                assertThat(put.key("k").transcribe(server.port()).status()).isEqualTo(200);
                assertThat(put.key("k").transcribe(server.port()).headers("Idempotency-Replayed"))
                        .containsExactly("true");
                assertThat(put.key("other").transcribe(server.port()).status()).isEqualTo(412);
                assertThat(application.expenses()).isEqualTo(1);
            }
        }
    }

    private static final class Expenses extends HttpServlet {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // nobody serialises a servlet
        private final Jdbi jdbi;

        private volatile boolean fails;

        Expenses(Jdbi jdbi) {
            this.jdbi = jdbi;
        }

        int expenses() {
            return jdbi.withHandle(handle -> handle.select("select count(*) from expenses")
                    .mapTo(Integer.class)
                    .one());
        }

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) {
            jdbi.useTransaction(handle -> handle.execute("insert into expenses values (1, 'alice', 1)"));
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
        }
    }
}

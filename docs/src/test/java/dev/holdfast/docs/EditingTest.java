package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.jdbc.JdbcResourceVersions;
import dev.holdfast.jdbc.JdbcWriteGuards;
import dev.holdfast.servlet.ProtectingFilter;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class EditingTest {

    @Test
    void anEditNeedsTheVersionItWasMadeOn() throws Exception {
        try (HikariDataSource dataSource = expenses()) {
            JdbcWriteGuards.builder(dataSource).build().createSchema();
            try (JettyServer server = JettyServer.start(application -> application
                    .filter(new HeaderPrincipal())
                    .servlet("/v1/expenses/*", new Expenses(dataSource))
                    .context()
                    .addServletContainerInitializer((types, context) -> install(context, dataSource)))) {
                WireRequest get = WireRequest.of("GET", "/v1/expenses/1").header("X-User", "alice");
                String tag = get.transcribe(server.port()).headers("ETag").get(0);
                WireRequest put = get.method("PUT").body("x");

                assertThat(tag).isEqualTo("\"expense-1-v1\"");
                assertThat(get.header("If-None-Match", tag)
                                .transcribe(server.port())
                                .status())
                        .isEqualTo(304);
                assertThat(put.key("k1").transcribe(server.port()).status()).isEqualTo(428);
                assertThat(put.key("k2")
                                .header("If-Match", tag)
                                .transcribe(server.port())
                                .status())
                        .isEqualTo(200);
                assertThat(put.key("k3")
                                .header("If-Match", tag)
                                .transcribe(server.port())
                                .status())
                        .isEqualTo(412);
                assertThat(put.key("k2")
                                .header("If-Match", tag)
                                .transcribe(server.port())
                                .headers("Idempotency-Replayed"))
                        .containsExactly("true");
            }
        }
    }

    private static void install(ServletContext servletContext, DataSource dataSource) {
        // tag::edits
        ETagFilter edits = ETagFilter.builder()
                .guards(JdbcWriteGuards.builder(dataSource).build())
                .rule(rule -> rule.methods("GET", "HEAD", "PUT", "DELETE")
                        .path("/v1/expenses/{id}")
                        .versions(JdbcResourceVersions.builder(dataSource)
                                .query("select version from expenses where id = :id and owner = :caller")
                                .tag("expense-{id}-v{version}")
                                .build())
                        .required())
                .build();
        // end::edits
        IdempotencyFilter retries = IdempotencyFilter.builder(CaffeineIdempotencyStore.create())
                .rule(rule -> rule.path("/v1/**").required())
                .build();
        // tag::install-both
        ProtectingFilter.install(servletContext, retries, edits);
        // end::install-both
    }

    private static HikariDataSource expenses() throws SQLException {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table expenses (id bigint primary key, owner varchar(20), version bigint)");
            statement.execute("insert into expenses values (1, 'alice', 1)");
        }
        return pool;
    }

    private static final class Expenses extends HttpServlet {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // nobody serialises a servlet
        private final DataSource pool;

        Expenses(DataSource pool) {
            this.pool = pool;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print("an expense");
        }

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("update expenses set version = version + 1");
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }
}

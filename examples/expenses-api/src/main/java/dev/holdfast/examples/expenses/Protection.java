package dev.holdfast.examples.expenses;

import dev.holdfast.etag.ETagFilter;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.jdbc.JdbcResourceVersions;
import dev.holdfast.jdbc.JdbcWriteGuards;
import dev.holdfast.servlet.ProtectingFilter;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * What stands between the container's security and the API: filters on {@code /v1/expenses} and below. The API does not
 * know of them.
 */
final class Protection {
    private Protection() {}

    /**
     * Adds the filters to a context that has not started.
     *
     * @param database the API's own, where the records are kept too
     */
    static void install(ServletContextHandler context, DataSource database) {
        ProtectingFilter retries = retries(database);
        ProtectingFilter edits = edits(database);
        context.addServletContainerInitializer(
                (types, servletContext) -> ProtectingFilter.install(servletContext, retries, edits));
    }

    /** Every mutation needs a key, and takes effect once. */
    private static IdempotencyFilter retries(DataSource database) {
        JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(database).build();
        store.createSchema();
        return IdempotencyFilter.builder(store)
                .namespace("expenses")
                .rule(rule -> rule.methods("POST", "PUT", "DELETE")
                        .path("/v1/expenses/**")
                        .required())
                .build();
    }

    /** Every read of an expense carries its version, and every edit needs it. */
    private static ETagFilter edits(DataSource database) {
        JdbcWriteGuards guards = JdbcWriteGuards.builder(database).build();
        guards.createSchema();
        JdbcResourceVersions versions = JdbcResourceVersions.builder(database)
                .query("select version from expenses where id = :id and owner = :caller")
                .tag("expense-{id}-v{version}")
                .build();
        return ETagFilter.builder()
                .guards(guards)
                .rule(rule -> rule.methods("GET", "HEAD", "PUT", "DELETE")
                        .path("/v1/expenses/{id}")
                        .versions(versions)
                        .required()
                        .absentToApplication(true)
                        .cacheControl("private, no-cache"))
                .build();
    }
}

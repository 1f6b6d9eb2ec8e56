package dev.holdfast.examples.expenses;

import dev.holdfast.etag.ETagFilter;
import dev.holdfast.examples.expenses.measures.Measures;
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
     * @param measures what is told of everything they do
     */
    static void install(ServletContextHandler context, DataSource database, Measures measures) {
        ProtectingFilter retries = retries(database, measures);
        ProtectingFilter edits = edits(database, measures);
        context.addServletContainerInitializer(
                (types, servletContext) -> ProtectingFilter.install(servletContext, retries, edits));
    }

    /** Every mutation needs a key, and takes effect once. */
    private static IdempotencyFilter retries(DataSource database, Measures measures) {
        JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(database).build();
        store.createSchema();
        return IdempotencyFilter.builder(store)
                .namespace("expenses")
                .listener(measures.idempotency())
                .rule(rule -> rule.methods("POST", "PUT", "DELETE")
                        .path("/v1/expenses/**")
                        .required())
                .build();
    }

    /** Every read carries its version, and every edit of an expense needs it. */
    private static ETagFilter edits(DataSource database, Measures measures) {
        JdbcWriteGuards guards = JdbcWriteGuards.builder(database).build();
        guards.createSchema();
        JdbcResourceVersions versions = JdbcResourceVersions.builder(database)
                .query("select version from expenses where id = :id and owner = :caller")
                .tag("expense-{id}-v{version}")
                .build();
        return ETagFilter.builder()
                .guards(guards)
                .listener(measures.preconditions())
                .rule(rule -> rule.methods("GET", "HEAD", "PUT", "DELETE")
                        .path("/v1/expenses/{id}")
                        .versions(versions)
                        .required()
                        .absentToApplication(true)
                        .cacheControl("private, no-cache"))
                // The list has no version of its own: its tag is the hash of its content
                .rule(rule -> rule.methods("GET", "HEAD").path("/v1/expenses").cacheControl("private, no-cache"))
                .build();
    }
}

package dev.holdfast.examples.expenses;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
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
        JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(database).build();
        store.createSchema();
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .namespace("expenses")
                .rule(rule -> rule.methods("POST", "PUT", "DELETE")
                        .path("/v1/expenses/**")
                        .required())
                .build();
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    }
}

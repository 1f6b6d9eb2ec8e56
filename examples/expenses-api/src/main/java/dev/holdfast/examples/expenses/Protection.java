package dev.holdfast.examples.expenses;

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
     * @param database the API's own, where the filters may keep what must outlive the process
     */
    static void install(ServletContextHandler context, DataSource database, Options options) {}
}

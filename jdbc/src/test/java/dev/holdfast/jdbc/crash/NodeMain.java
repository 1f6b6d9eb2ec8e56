package dev.holdfast.jdbc.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.jdbc.RequestTransactions;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import java.io.IOException;
import javax.sql.DataSource;

/**
 * A process that runs the application behind the filter. Its arguments are the database's URL, user and password, and the
 * port to listen on. It ends when its input does, so that it does not outlive a test that was killed itself.
 */
final class NodeMain {
    /** What the lines begin with that are meant for the test. */
    static final String TELLS = "node: ";

    private NodeMain() {}

    @SuppressWarnings("resource") // it ends with the process
    public static void main(String[] arguments) throws IOException {
        var trap = new Trap();
        DataSource database = RequestTransactions.wrap(WatchedDatabase.around(pool(arguments), trap));
        var store = JdbcIdempotencyStore.builder(database).build();
        var server = JettyServer.start(Integer.parseInt(arguments[3]), application -> application
                .filter(new TrapFilter(trap))
                .filter(new HeaderPrincipal())
                .filter(IdempotencyFilter.builder(store)
                        .rule(rule -> rule.methods("POST").path("/orders/**").required())
                        .build())
                .servlet("/orders/*", new OrderServlet(database, trap)));
        tell(Integer.toString(server.port()));
        while (System.in.read() >= 0) {
            // nobody says anything
        }
        Runtime.getRuntime().halt(0);
    }

    /** Says something to the test. */
    static void tell(String what) {
        System.out.println(TELLS + what);
    }

    private static HikariDataSource pool(String[] arguments) {
        var config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(arguments[2]);
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(16);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}

package dev.holdfast.jdbc.crash;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.jdbc.RequestTransactions;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * A process that runs the application behind the filter. Its arguments are the database's URL, user and password, and the
 * port to listen on, and then options. It ends when its input does, so that it does not outlive a test that was killed itself.
 */
final class NodeMain {
    /** What the lines begin with that are meant for the test. */
    static final String TELLS = "node: ";

    /** An option: without the filter. */
    static final String UNPROTECTED = "unprotected";

    /** An option: requests take their time, instead of dying when they ask for it. */
    static final String LINGERING = "lingering";

    private NodeMain() {}

    @SuppressWarnings("resource") // it ends with the process
    public static void main(String[] arguments) throws IOException {
        List<String> options = Arrays.asList(arguments).subList(4, arguments.length);
        var trap = new Trap();
        Steps steps = options.contains(LINGERING) ? new Linger() : trap;
        DataSource database = RequestTransactions.wrap(WatchedDatabase.around(pool(arguments), steps));
        var server = JettyServer.start(Integer.parseInt(arguments[3]), application -> {
            application.filter(new TrapFilter(trap)).filter(new HeaderPrincipal());
            if (!options.contains(UNPROTECTED)) {
                application.filter(filter(database));
            }
            application.servlet("/orders/*", new OrderServlet(database, steps));
        });
        tell(Integer.toString(server.port()));
        while (System.in.read() >= 0) {
            // nobody says anything
        }
        Runtime.getRuntime().halt(0);
    }

    private static IdempotencyFilter filter(DataSource database) {
        return IdempotencyFilter.builder(JdbcIdempotencyStore.builder(database).build())
                .rule(rule -> rule.methods("POST").path("/orders/**").required())
                .build();
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

package dev.holdfast.benchmarks.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The process of an {@link OrdersServer}. It ends when its input does, so it does not outlive who started it. */
public final class OrdersMain {
    static final String REPLACE_CONNECTIONS = "replace connections";
    static final String DONE = "done";

    private OrdersMain() {}

    /**
     * Starts the server.
     *
     * @param arguments the database's address, and the name of a {@link Protection}
     */
    public static void main(String[] arguments) throws Exception {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (OrdersServer server = OrdersServer.start(arguments[0], Protection.valueOf(arguments[1]))) {
            System.out.println(ServerProcess.LISTENING + server.port());
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                if (command.equals(REPLACE_CONNECTIONS)) {
                    server.replaceConnections();
                }
                System.out.println(DONE);
            }
        }
        System.exit(0); // whatever still runs
    }
}

package dev.holdfast.benchmarks.app;

/** The process of an {@link OrdersServer}. It ends when its input does, so it does not outlive who started it. */
public final class OrdersMain {
    static final String REPLACE_CONNECTIONS = "replace connections";

    private OrdersMain() {}

    /**
     * Starts the server.
     *
     * @param arguments the database's address, and the name of a {@link Protection}
     */
    public static void main(String[] arguments) throws Exception {
        try (OrdersServer server = OrdersServer.start(arguments[0], Protection.valueOf(arguments[1]))) {
            ServerProcess.serve(server.port(), question -> answer(server, question));
        }
        System.exit(0); // whatever still runs
    }

    private static String answer(OrdersServer server, String question) {
        if (!question.equals(REPLACE_CONNECTIONS)) {
            throw new IllegalArgumentException(question);
        }
        server.replaceConnections();
        return "done";
    }
}

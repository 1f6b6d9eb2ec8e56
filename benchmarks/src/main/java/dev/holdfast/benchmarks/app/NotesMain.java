package dev.holdfast.benchmarks.app;

import java.time.Duration;

/** The process of a {@link NotesServer}. It ends when its input does, so it does not outlive who started it. */
public final class NotesMain {
    private NotesMain() {}

    /**
     * Starts the server.
     *
     * @param arguments the name of a {@link Stack}, how long records in memory are kept, and the database's address
     */
    public static void main(String[] arguments) throws Exception {
        try (NotesServer server =
                NotesServer.start(Stack.valueOf(arguments[0]), Duration.parse(arguments[1]), arguments[2])) {
            ServerProcess.serve(server.port(), question -> {
                throw new IllegalArgumentException(question);
            });
        }
        System.exit(0); // whatever still runs
    }
}

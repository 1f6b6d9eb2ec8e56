package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.app.ServerProcess;
import java.lang.management.ManagementFactory;

/** The process of a {@link GrowthServer}. It ends when its input does, so it does not outlive who started it. */
public final class GrowthMain {
    private final GrowthServer server;
    private final Memory memory = Memory.watched();

    private GrowthMain(GrowthServer server) {
        this.server = server;
    }

    /** What it may be asked. The answer is a number. */
    enum Command {
        /** How many bytes of the heap are alive. */
        LIVE,
        /** How many threads are. */
        THREADS,
        /** How many duplicates have begun to wait. */
        WAITING,
        /** Waits until somebody is held. */
        AWAIT_START,
        /** Lets go of whoever is held. */
        RELEASE,
        /** Forgets how much of the heap was used so far. */
        FORGET,
        /** The most of the heap that was used since. */
        MOST_USED,
        /** The most that a collection has left since. */
        MOST_LEFT
    }

    /**
     * Starts the server.
     *
     * @param arguments whether it has the filter
     */
    public static void main(String[] arguments) throws Exception {
        try (GrowthServer server = GrowthServer.start(Boolean.parseBoolean(arguments[0]))) {
            GrowthMain main = new GrowthMain(server);
            ServerProcess.serve(server.port(), question -> Long.toString(main.answer(Command.valueOf(question))));
        }
        System.exit(0); // whatever still runs
    }

    private long answer(Command command) {
        return switch (command) {
            case LIVE -> memory.live();
            case THREADS -> ManagementFactory.getThreadMXBean().getThreadCount();
            case WAITING -> server.waiting();
            case AWAIT_START -> {
                awaitStart();
                yield 1;
            }
            case RELEASE -> {
                server.held().release();
                yield 1;
            }
            case FORGET -> {
                memory.forget();
                yield 1;
            }
            case MOST_USED -> memory.mostUsed();
            case MOST_LEFT -> memory.mostLeft();
        };
    }

    private void awaitStart() {
        try {
            server.held().awaitStart();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

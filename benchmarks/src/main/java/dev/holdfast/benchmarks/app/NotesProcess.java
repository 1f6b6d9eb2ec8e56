package dev.holdfast.benchmarks.app;

import java.io.IOException;
import java.time.Duration;

/** A {@link NotesServer} in a process of its own. */
public final class NotesProcess implements AutoCloseable {
    /** The heap of each, in MiB, whatever it needs. */
    public static final int HEAP = 1024;

    private final ServerProcess process;

    private NotesProcess(ServerProcess process) {
        this.process = process;
    }

    /** Starts one, and waits until it listens. */
    public static NotesProcess start(Stack stack, Duration memoryRetention, String database) throws IOException {
        return new NotesProcess(
                ServerProcess.start(HEAP, NotesMain.class, stack.name(), memoryRetention.toString(), database));
    }

    /** The port it listens on. */
    public int port() {
        return process.port();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}

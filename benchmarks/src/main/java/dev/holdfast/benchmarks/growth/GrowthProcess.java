package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.app.ServerProcess;
import java.io.IOException;

/** A {@link GrowthServer} in a process of its own. One thread. */
final class GrowthProcess implements AutoCloseable {
    private final ServerProcess process;

    private GrowthProcess(ServerProcess process) {
        this.process = process;
    }

    /** Starts one, and waits until it listens. */
    static GrowthProcess start(boolean filtered, int heapMegabytes) throws IOException {
        return new GrowthProcess(ServerProcess.startSmall(heapMegabytes, GrowthMain.class, Boolean.toString(filtered)));
    }

    int port() {
        return process.port();
    }

    long ask(GrowthMain.Command command) throws IOException {
        return Long.parseLong(process.ask(command.name()));
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}

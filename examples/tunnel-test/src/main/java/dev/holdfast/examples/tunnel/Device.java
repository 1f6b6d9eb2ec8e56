package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A device with the client on it. What it was asked when its client was killed it is asked again when that has started again,
 * as by an app that restores the form that was open. One thread asks, any kills.
 */
final class Device implements AutoCloseable {
    private static final int MOST_RESTARTS = 50;

    private final String name;
    private final Supplier<ChildProcess> starting;
    private final Moments commands;
    private final AtomicInteger kills = new AtomicInteger();
    private volatile ChildProcess client;

    private Device(String name, Supplier<ChildProcess> starting, Moments commands) {
        this.name = name;
        this.starting = starting;
        this.commands = commands;
        this.client = starting.get();
    }

    /**
     * Starts the client.
     *
     * @param commands are told of each command that is sent
     */
    static Device start(String name, Supplier<ChildProcess> starting, Moments commands) {
        Device device = new Device(name, starting, commands);
        device.ask("measures");
        return device;
    }

    String name() {
        return name;
    }

    /** The answer to a command, whatever happens to the client in between. */
    JsonNode ask(String command) {
        for (int i = 0; i < MOST_RESTARTS; i++) {
            try {
                client.tell(command);
                commands.now();
                return Json.read(client.answer());
            } catch (ProcessGone killed) {
                client = starting.get();
            }
        }
        throw new IllegalStateException(name + "'s client does not stay alive; its log says why");
    }

    /** Kills the client. */
    void kill() {
        if (client.kill()) {
            kills.incrementAndGet();
        }
    }

    int kills() {
        return kills.get();
    }

    @Override
    public void close() {
        client.close();
    }
}

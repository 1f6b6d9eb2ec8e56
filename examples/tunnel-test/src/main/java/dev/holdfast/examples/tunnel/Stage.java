package dev.holdfast.examples.tunnel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All processes but the database's: the server, the network before it, and the devices. Closing it ends them. */
record Stage(int serverPort, Immortal server, Network network, List<Device> devices, Moments commands)
        implements AutoCloseable {
    static final String USER = "alice";

    private static final List<String> DEVICES = List.of("phone", "tablet");
    /** A user of a test waits less than one in a lift. */
    private static final List<String> PATIENCE =
            List.of("--backoff-base", "20", "--backoff-cap", "400", "--timeout", "3000");

    static Stage start(Plan plan, Postgres database) {
        int port = Ports.free();
        Immortal server = Immortal.start(kills -> server(plan, database, port));
        Network network = Network.start(plan.directory(), port, plan.seed());
        Moments commands = new Moments();
        List<Device> devices = new ArrayList<>();
        for (String name : DEVICES) {
            devices.add(Device.start(name, () -> client(plan, name, network.port()), commands));
        }
        return new Stage(port, server, network, List.copyOf(devices), commands);
    }

    private static ChildProcess server(Plan plan, Postgres database, int port) {
        List<String> arguments = List.of(
                "--port", Integer.toString(port),
                "--jdbc-url", database.url(),
                "--jdbc-user", Postgres.USER,
                "--jdbc-password", Postgres.USER,
                "--mode", plan.mode().toString());
        ChildProcess child = ChildProcess.start(
                JavaCommand.jar(plan.server(), plan.directory(), "server.log", arguments), line -> false);
        child.awaitLine("Listening on ");
        return child;
    }

    private static ChildProcess client(Plan plan, String name, int port) {
        Path database = plan.directory().resolve(name + ".db");
        List<String> arguments = new ArrayList<>(List.of(
                "--db",
                database.toString(),
                "--server",
                "http://localhost:" + port,
                "--user",
                USER,
                "--password",
                USER));
        arguments.addAll(PATIENCE);
        arguments.add("run");
        return ChildProcess.start(
                JavaCommand.jar(plan.client(), plan.directory(), name + ".log", arguments), line -> false);
    }

    int clientKills() {
        return devices.stream().mapToInt(Device::kills).sum();
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
        network.close();
        server.close();
    }
}

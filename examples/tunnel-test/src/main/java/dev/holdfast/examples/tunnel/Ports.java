package dev.holdfast.examples.tunnel;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that a process can come back to. */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int NUMBER = 12_000;
    private static final int TRIES = 100;

    private Ports() {}

    /** One that is never given to a client's end of a connection, which would keep a process from coming back. */
    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(NUMBER);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody else's
            }
        }
        throw new IllegalStateException("No port is free");
    }
}

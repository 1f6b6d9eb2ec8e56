package dev.holdfast.examples.tunnel.proxy;

import java.io.IOException;
import java.net.Socket;

/** The end of a connection that nobody was told of: RST in place of FIN. */
final class Reset {
    private Reset() {}

    static void of(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException ended) {
            // it is what was wanted
        }
    }
}

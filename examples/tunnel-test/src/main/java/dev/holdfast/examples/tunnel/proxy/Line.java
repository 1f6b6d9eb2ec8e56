package dev.holdfast.examples.tunnel.proxy;

import java.io.IOException;

/** The two ends of a proxied connection, as a fault sees them. */
interface Line {
    void toServer(byte[] bytes) throws IOException;

    void toClient(byte[] bytes) throws IOException;

    /** Sends to the server over another connection, whose answers nobody gets. */
    void toTwin(byte[] bytes);

    /** Lets time pass. */
    void hold(long millis);

    /** Resets both connections. */
    void cut();

    /** A fault takes its effect on this exchange. */
    void struck(FaultKind kind);
}

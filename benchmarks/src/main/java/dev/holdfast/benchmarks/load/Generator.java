package dev.holdfast.benchmarks.load;

import java.io.IOException;
import java.time.Duration;

/** A program that makes clients, each of which sends its next request when the last was answered. */
public interface Generator {

    /** Which one, and its version. */
    String name();

    /**
     * Sends requests for a while.
     *
     * @param port a port of this machine
     * @param leadIn how long it goes on before anything is measured, in whole seconds
     * @param measured how long it is measured, in whole seconds
     * @throws IllegalStateException if one is answered by anything but what it should be, or not at all
     */
    Measurement run(int port, Requests requests, Duration leadIn, Duration measured)
            throws IOException, InterruptedException;
}

package dev.holdfast.benchmarks.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a driver and its database, and counts round trips: how often the driver says something after the database
 * has answered what was said before. Messages that go out together are one round trip.
 */
public final class RoundTripRelay implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket door;
    private final int server;
    private final AtomicLong roundTrips = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    });

    private RoundTripRelay(ServerSocket door, int server) {
        this.door = door;
        this.server = server;
    }

    /** Starts one in front of a port of this machine. */
    public static RoundTripRelay start(int server) throws IOException {
        RoundTripRelay relay = new RoundTripRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
        relay.run(relay::accept);
        return relay;
    }

    private interface Task {
        void run() throws IOException;
    }

    private void run(Task task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (SocketException e) {
                // one side hung up, and so does the other
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void accept() throws IOException {
        while (true) {
            Socket driver = door.accept();
            Socket database = new Socket(InetAddress.getLoopbackAddress(), server);
            driver.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            AtomicBoolean answered = new AtomicBoolean(true);
            run(() -> pass(driver, database, () -> {
                if (answered.getAndSet(false)) {
                    roundTrips.incrementAndGet();
                }
            }));
            run(() -> pass(database, driver, () -> answered.set(true)));
        }
    }

    private static void pass(Socket from, Socket to, Runnable onEach) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[BUFFER];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                onEach.run();
                out.write(piece, 0, length);
            }
        }
    }

    /** The port for the driver. */
    public int port() {
        return door.getLocalPort();
    }

    /** How many there were. */
    public long roundTrips() {
        return roundTrips.get();
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}

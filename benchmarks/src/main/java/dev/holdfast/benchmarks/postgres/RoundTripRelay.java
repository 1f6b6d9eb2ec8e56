package dev.holdfast.benchmarks.postgres;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a driver and its PostgreSQL, and counts round trips: how often the server says that it is ready for more.
 * It understands unencrypted connections only.
 */
public final class RoundTripRelay implements AutoCloseable {
    private static final int READY = 'Z';

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
            } catch (SocketException | EOFException e) {
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
            run(() -> {
                try (driver;
                        database) {
                    driver.getInputStream().transferTo(database.getOutputStream());
                }
            });
            run(() -> {
                try (driver;
                        database) {
                    answers(
                            new DataInputStream(new BufferedInputStream(database.getInputStream())),
                            driver.getOutputStream());
                }
            });
        }
    }

    /** Messages of the server: a byte for the type, and a length that counts itself. */
    private void answers(DataInputStream from, OutputStream to) throws IOException {
        byte[] pending = new byte[1 << 16];
        int filled = 0;
        while (true) {
            int type = from.readUnsignedByte();
            int length = from.readInt();
            if (filled + 1 + length > pending.length) {
                throw new IOException("A message of " + length + " bytes");
            }
            pending[filled] = (byte) type;
            for (int i = 0; i < 4; i++) {
                pending[filled + 1 + i] = (byte) (length >>> (24 - 8 * i));
            }
            from.readFully(pending, filled + 5, length - 4);
            filled += 1 + length;
            if (type == READY) {
                roundTrips.incrementAndGet();
            }
            if (from.available() == 0) {
                to.write(pending, 0, filled);
                filled = 0;
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

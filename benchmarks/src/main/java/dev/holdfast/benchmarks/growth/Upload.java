package dev.holdfast.benchmarks.growth;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * One upload.
 *
 * @param response how it was answered
 * @param took how long that took
 * @param used the most of the server's heap that was used meanwhile, with garbage
 * @param left the most of it that a collection left
 */
record Upload(Response response, Duration took, long used, long left) {
    private static final int PIECE = 1 << 16;
    private static final int PIECES = 16;

    /**
     * Sends one.
     *
     * @param last the last of its bytes
     */
    static Upload send(GrowthProcess server, String key, int megabytes, byte last) throws IOException {
        server.ask(GrowthMain.Command.FORGET);
        long start = System.nanoTime();
        Response response;
        try (Exchange exchange = Exchange.open(server.port())) {
            exchange.sendHead(GrowthServer.UPLOAD, key, (long) megabytes << 20);
            write(exchange.body(), megabytes, last);
            response = exchange.receive();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Upload(
                response, took, server.ask(GrowthMain.Command.MOST_USED), server.ask(GrowthMain.Command.MOST_LEFT));
    }

    private static void write(OutputStream body, int megabytes, byte last) throws IOException {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 'x');
        for (long i = (long) megabytes * PIECES; i > 1; i--) {
            body.write(piece);
        }
        piece[PIECE - 1] = last;
        body.write(piece);
    }

    double megabytesASecond(int megabytes) {
        return megabytes * 1e9 / took.toNanos();
    }
}

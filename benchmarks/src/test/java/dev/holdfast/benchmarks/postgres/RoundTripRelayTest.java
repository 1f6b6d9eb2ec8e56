package dev.holdfast.benchmarks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class RoundTripRelayTest {
    /** A message of type T with a byte, one of type Z with a byte, and another of type Z. */
    private static final byte[] ANSWER = {'T', 0, 0, 0, 5, 'Z', 'Z', 0, 0, 0, 5, 'I', 'Z', 0, 0, 0, 5, 'T'};

    @Test
    void itPassesEverythingOnAndCountsWhenTheServerIsReady() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RoundTripRelay relay = RoundTripRelay.start(server.getLocalPort());
                Socket driver = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket database = server.accept()) {
            send(driver, new byte[] {1, 2, 3});
            assertThat(receive(database, 3)).containsExactly(1, 2, 3);

            send(database, ANSWER);
            assertThat(receive(driver, ANSWER.length)).isEqualTo(ANSWER);
            assertThat(relay.roundTrips()).isEqualTo(2);
        }
    }

    private static void send(Socket socket, byte[] bytes) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    private static byte[] receive(Socket socket, int count) throws Exception {
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[count];
        new DataInputStream(in).readFully(bytes);
        return bytes;
    }
}

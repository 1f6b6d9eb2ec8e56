package dev.holdfast.benchmarks.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoundTripRelayTest {
    @Test
    void itPassesEverythingOnAndCountsWhatComesAfterAnAnswer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RoundTripRelay relay = RoundTripRelay.start(server.getLocalPort());
                Socket driver = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket database = server.accept()) {
            say(driver, database, "begin");
            say(driver, database, "insert");
            say(database, driver, "done");
            assertThat(relay.roundTrips()).isEqualTo(1);

            say(driver, database, "commit");
            assertThat(relay.roundTrips()).isEqualTo(2);
        }
    }

    private static void say(Socket from, Socket to, String word) throws Exception {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        from.getOutputStream().write(bytes);
        assertThat(to.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    }
}

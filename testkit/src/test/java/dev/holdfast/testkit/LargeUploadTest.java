package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload three times as large as the server's heap. */
final class LargeUploadTest {
    private static final int MEBIBYTES = 200;

    private static Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        UploadServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void itPassesAndItsRetryIsRecognised() throws Exception {
        Process server = start();
        try (BufferedReader output = server.inputReader()) {
            int port = Integer.parseInt(output.readLine());

            WireResponse first = upload(port, "application/octet-stream", (byte) 1);
            WireResponse retry = upload(port, "application/octet-stream", (byte) 1);
            WireResponse other = upload(port, "application/octet-stream", (byte) 2);

            assertThat(first.status()).isEqualTo(201);
            assertThat(first.text()).isEqualTo((MEBIBYTES << 20) + " bytes");
            assertThat(retry.text()).isEqualTo(first.text());
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
            assertThat(other.status()).isEqualTo(422);
        } finally {
            server.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "multipart/form-data; boundary=never-seen")
    void itPassesWhereOnlyItsEndTellsWhatItIs(String type) throws Exception {
        Process server = start();
        try (BufferedReader output = server.inputReader()) {
            int port = Integer.parseInt(output.readLine());

            assertThat(upload(port, type, (byte) 1).status()).isEqualTo(201);
            assertThat(upload(port, type, (byte) 1).header("Idempotency-Replayed"))
                    .hasValue("true");
            assertThat(upload(port, type, (byte) 2).status()).isEqualTo(422);
        } finally {
            server.destroyForcibly();
        }
    }

    /** The last byte makes the difference. */
    private static WireResponse upload(int port, String type, byte last) throws IOException {
        try (WireConnection connection = new WireConnection(port)) {
            connection.send(("POST /keyed/x HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\nConnection: close\r\n"
                            + "Idempotency-Key: key-of-alice\r\nContent-Type: " + type + "\r\nContent-Length: "
                            + (MEBIBYTES << 20) + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            byte[] mebibyte = new byte[1 << 20];
            for (int sent = 1; sent < MEBIBYTES; sent++) {
                connection.send(mebibyte);
            }
            mebibyte[mebibyte.length - 1] = last;
            connection.send(mebibyte);
            return connection.read();
        }
    }
}

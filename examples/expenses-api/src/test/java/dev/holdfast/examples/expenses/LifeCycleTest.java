package dev.holdfast.examples.expenses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.testkit.OwnThread;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifeCycleTest {
    private static final String UNFINISHED = """
            POST /v1/expenses HTTP/1.1
            Idempotency-Key: 8e03978e-40d5-43e8-bc93-6894a57f9324
            Host: localhost
            Authorization: Basic YWxpY2U6YWxpY2U=
            Content-Type: application/json
            Transfer-Encoding: chunked
            Expect: 100-continue

            """.replace("\n", "\r\n");

    @TempDir
    private Path data;

    @Test
    void anEmptyDirectoryBecomesAnEmptyDatabase() throws StartException {
        try (RunningServer server = RunningServer.on(data.resolve("a").resolve("b"))) {
            assertThat(server.as("alice").get("/v1/expenses").body()).isEqualTo("[]");
        }
    }

    @Test
    void expensesOutliveTheServer() throws StartException {
        String created;
        try (RunningServer first = RunningServer.on(data)) {
            created = first.as("alice")
                    .post("{\"amount\":12.34,\"note\":\"Taxi\"}")
                    .body();
        }

        try (RunningServer second = RunningServer.on(data)) {
            assertThat(second.as("alice").get("/v1/expenses").body()).isEqualTo("[" + created + "]");
        }
    }

    @Test
    void aRequestThatIsBeingAnsweredIsAnsweredBeforeTheEnd() throws Exception {
        RunningServer server = RunningServer.on(data);
        int port = server.address().getPort();
        try (Socket socket = new Socket("localhost", port)) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            OutputStream out = socket.getOutputStream();
            out.write(UNFINISHED.getBytes(UTF_8));
            assertThat(in.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(in.readLine()).isEmpty();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close, new OwnThread());
            while (accepts(port)) {
                out.write(chunk(" ")); // a client that is slow, but not idle
                LockSupport.parkNanos(10_000_000);
            }
            out.write(chunk("{\"amount\":1}"));
            out.write(chunk(""));

            assertThat(in.readLine()).isEqualTo("HTTP/1.1 201 Created");
            closed.get();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "0.0.0.0"})
    void aClientOnThisMachineIsToldLocalhost(String host) throws StartException {
        Options options = new Options(host, 0, JdbcAccess.filesIn(data), Mode.TRANSACTIONAL);

        try (ExpensesServer server = ExpensesServer.start(options)) {
            assertThat(server.address()).hasScheme("http").hasHost("localhost");
        }
    }

    @Test
    void aPortThatIsInUseIsNamed() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            Options options =
                    new Options("localhost", other.getLocalPort(), JdbcAccess.filesIn(data), Mode.TRANSACTIONAL);

            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> ExpensesServer.start(options))
                    .withMessage("Cannot listen on localhost:%d: Address already in use", other.getLocalPort());
        }
    }

    @Test
    void aDatabaseThatIsInUseIsNamed() throws StartException {
        try (RunningServer first = RunningServer.on(data)) {
            JdbcAccess otherUser = new JdbcAccess(JdbcAccess.filesIn(data).url(), "sb", "");

            assertThatExceptionOfType(StartException.class)
                    .isThrownBy(() -> RunningServer.on(otherUser))
                    .withMessageStartingWith("The database cannot be opened: Wrong user name or password");
            assertThat(first.as("alice").get("/v1/expenses").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDirectoryThatIsAFileIsNamed() throws IOException {
        Path file = Files.createFile(data.resolve("file"));

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> RunningServer.on(file))
                .withMessageStartingWith("The database cannot be opened: ")
                .withMessageContaining(file.toString());
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(UTF_8);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}

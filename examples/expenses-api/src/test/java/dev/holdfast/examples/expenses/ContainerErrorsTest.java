package dev.holdfast.examples.expenses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.jetty.ee10.servlet.ServletChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The errors that the API itself does not see coming. */
class ContainerErrorsTest {
    private final Logger jetty = (Logger) LoggerFactory.getLogger(ServletChannel.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    private Path data;

    private RunningServer server;

    @BeforeEach
    void start() throws StartException {
        server = RunningServer.on(data);
        log.start();
        jetty.addAppender(log);
        jetty.setAdditive(false);
    }

    @AfterEach
    void stop() {
        jetty.setAdditive(true);
        jetty.detachAppender(log);
        server.close();
    }

    @Test
    void aFailureIsToldToTheOperatorAndNotToTheClient() throws SQLException {
        dropTheTable();

        HttpResponse<String> failed = server.as("alice").post("{\"amount\":1}");

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(failed.body()).isEqualTo("{\"error\":\"Server error\"}");
        assertThat(log.list)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getThrowableProxy().getMessage()).contains("EXPENSES"));
    }

    @Test
    void aPathThatIsNoneIsABadRequest() throws IOException {
        assertThatItIsABadRequest("GET /v1/expenses/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @Test
    void whatIsNotEvenARequestIsABadRequest() throws IOException {
        assertThatItIsABadRequest("hello\r\n\r\n");
    }

    @Test
    void aBodyThatBreaksOffIsABadRequest() throws IOException {
        assertThatItIsABadRequest("""
                POST /v1/expenses HTTP/1.1
                Idempotency-Key: 8e03978e-40d5-43e8-bc93-6894a57f9324
                Host: localhost
                Connection: close
                Authorization: Basic YWxpY2U6YWxpY2U=
                Content-Type: application/json
                Transfer-Encoding: chunked

                no size
                """.replace("\n", "\r\n"));
    }

    private void assertThatItIsABadRequest(String request) throws IOException {
        assertThat(answerTo(request))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .contains("\r\nContent-Type: application/json\r\n")
                .endsWith("\r\n\r\n{\"error\":\"Bad request\"}");
    }

    private String answerTo(String request) throws IOException {
        try (Socket socket = new Socket("localhost", server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private void dropTheTable() throws SQLException {
        JdbcAccess access = JdbcAccess.filesIn(data);
        try (Connection connection = DriverManager.getConnection(access.url(), access.user(), access.password());
                Statement statement = connection.createStatement()) {
            statement.execute("drop table expenses");
        }
    }
}

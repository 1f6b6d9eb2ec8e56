package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the filters are for: the same API without them. */
class UnprotectedModeTest {
    @TempDir
    private Path data;

    @Test
    void theSameRequestTwiceCreatesTwoExpensesAndAStaleEditOverwrites() throws Exception {
        try (RunningServer server = RunningServer.on(JdbcAccess.filesIn(data), Mode.UNPROTECTED)) {
            Client alice = server.as("alice");
            HttpResponse<String> first = create(alice);
            HttpResponse<String> second = create(alice);
            String location = first.headers().firstValue("Location").orElseThrow();

            assertThat(second.headers().firstValue("Location"))
                    .isNotEqualTo(first.headers().firstValue("Location"));
            assertThat(alice.get(location).headers().firstValue("ETag")).isEmpty();
            assertThat(alice.send("PUT", location, BodyPublishers.ofString("{\"amount\":20}"), "another")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> create(Client client) {
        return client.send("POST", "/v1/expenses", BodyPublishers.ofString("{\"amount\":12.34}"), "taxi");
    }
}

package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.testkit.http.OrdersServlet;
import dev.holdfast.testkit.http.WireResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClientsTest {
    private final IdempotencyFilter filter = IdempotencyFilter.builder(CaffeineIdempotencyStore.create())
            .rule(rule -> rule.path("/v1/**").required())
            .build();

    // tag::client-operation
    /** Stored when the user acts, before the first attempt; every attempt sends exactly this. */
    record Operation(String key, String body) {
        static Operation of(String body) {
            return new Operation(UUID.randomUUID().toString(), body);
        }
    }

    static HttpResponse<String> attempt(HttpClient client, URI uri, Operation operation)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .header("Idempotency-Key", operation.key())
                .header("Content-Type", "application/json")
                .header("X-User", "alice") // stands for your authentication
                .POST(HttpRequest.BodyPublishers.ofString(operation.body()))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** An IOException is a yes as well: nobody knows whether the request arrived. */
    static boolean sendAgain(HttpResponse<String> response) {
        int status = response.statusCode();
        return status >= 500
                || status == 408
                || status == 425
                || status == 429
                || response.body().contains("\"retryable\":true");
    }
    // end::client-operation

    @Test
    void aClientSendsTheSameOperationUntilItKnows() throws Exception {
        Operation operation = Operation.of("{\"item\":\"tea\"}");
        HttpClient client = HttpClient.newHttpClient();
        try (Orders application = Orders.behind(filter)) {
            OrdersServlet.Gate gate = application.hold();
            CompletableFuture<WireResponse> first = application.sendInBackground(
                    Orders.order(operation.key()).header("Content-Type", "application/json"));
            gate.awaitArrival();
            HttpResponse<String> early = attempt(client, application.uri(), operation);
            gate.open();
            first.join();
            HttpResponse<String> late = attempt(client, application.uri(), operation);

            assertThat(sendAgain(early)).isTrue();
            assertThat(sendAgain(late)).isFalse();
            assertThat(late.body()).isEqualTo(first.join().text());
            assertThat(application.count()).isEqualTo(1);
        }
    }
}

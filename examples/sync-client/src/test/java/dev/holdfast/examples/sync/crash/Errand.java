package dev.holdfast.examples.sync.crash;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.Conflict;
import dev.holdfast.examples.sync.Resolution;
import dev.holdfast.examples.sync.SyncClient;
import dev.holdfast.examples.sync.SyncPolicy;
import dev.holdfast.examples.sync.View;
import dev.holdfast.examples.sync.http.SyncApi;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.merge.ThreeWayMerge.Choice;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OperationState;
import dev.holdfast.examples.sync.outbox.Outbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import okhttp3.Credentials;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * What a user does on one device, with a second device in between: creates an expense, corrects it, is told of a conflict,
 * and merges. Every action has a fixed id, as a form that is restored after the app was killed has, so that a
 * second run goes on where the first one ended.
 */
final class Errand implements AutoCloseable {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final HttpUrl server;
    private final Outbox outbox;
    private final OkHttpClient http;
    private final OkHttpClient tablet;
    private final SyncClient client;

    Errand(String name, HttpUrl server, Outbox outbox, EventListener listener) {
        this.name = name;
        this.server = server;
        this.outbox = outbox;
        this.tablet = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", Credentials.basic("alice", "alice"))
                        .build()))
                .build();
        this.http = tablet.newBuilder().eventListener(listener).build();
        SyncPolicy policy = SyncPolicy.standard().withBackoff(Duration.ofMillis(10), Duration.ofMillis(50));
        Clock clock = Clock.systemUTC();
        this.client =
                SyncClient.of(outbox, new SyncApi(http, server, clock), "/v1/expenses", policy, clock, new Random(1));
    }

    /** Goes through the errand; what is done already is left as it is. */
    void run() throws Exception {
        Operation create = client.create(action("create"), fields("1.00", name));
        edit(create.resource());
        deliver();
        elsewhere(client.view(create.resource()).path());
        conflict(create.resource());
        deliver();
        Optional<Conflict> conflict = client.conflicts().stream().findFirst();
        if (conflict.isPresent()) {
            client.resolve(action("merge"), conflict.get(), new Resolution.Merge(Map.of("amount", Choice.MINE)));
        }
        deliver();
        client.refresh();
    }

    private void edit(long resource) {
        if (isNew("edit")) {
            client.edit(action("edit"), client.view(resource), changes("amount", "2.00"));
        }
    }

    private void conflict(long resource) {
        if (isNew("conflict")) {
            View seen = client.view(resource);
            client.edit(action("conflict"), seen, changes("amount", "4.00"));
        }
    }

    private boolean isNew(String step) {
        return client.operations().stream().noneMatch(known -> known.opId().equals(action(step)));
    }

    /** The other device changes both fields, once. */
    private void elsewhere(String path) throws IOException {
        String body = fields("3.00", name + " (tablet)").toString();
        Request request = new Request.Builder()
                .url(server.resolve(path))
                .header("Idempotency-Key", action("tablet"))
                .header("If-Match", "\"expense-" + path.substring(path.lastIndexOf('/') + 1) + "-v2\"")
                .put(RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON))
                .build();
        try (Response response = tablet.newCall(request).execute()) {
            if (response.code() != 200) {
                throw new IllegalStateException("The tablet was answered " + response.code());
            }
        }
    }

    private void deliver() {
        await().atMost(LIMIT).until(() -> client.flush().measures().undelivered() == 0);
    }

    /** Deletes the expense, so that the next errand does not have to read it. */
    void tidyUp() {
        long resource = client.operations().get(0).resource();
        client.delete(action("delete"), client.view(resource));
        deliver();
    }

    private String action(String step) {
        return UUID.nameUUIDFromBytes((name + step).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static ObjectNode fields(String amount, String note) {
        return Representation.of("{\"amount\":" + amount + ",\"note\":\"" + note + "\"}");
    }

    private static ObjectNode changes(String field, String value) {
        return Representation.of("{\"" + field + "\":" + value + "}");
    }

    SyncClient client() {
        return client;
    }

    OperationState state(String step) {
        return client.operations().stream()
                .filter(operation -> operation.opId().equals(action(step)))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Override
    public void close() {
        client.close();
        outbox.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}

package dev.holdfast.examples.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.http.SyncApi;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OperationState;
import dev.holdfast.examples.sync.outbox.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** A sync client on a file, that can be closed and opened again. */
final class Phone implements AutoCloseable {
    private static final OkHttpClient HTTP =
            new OkHttpClient.Builder().readTimeout(Duration.ofMillis(400)).build();

    final SyncClient client;
    private final Outbox outbox;

    private Phone(Outbox outbox, SyncClient client) {
        this.outbox = outbox;
        this.client = client;
    }

    static Phone open(Path file, HttpUrl server, MovableClock clock) {
        return open(file, server, clock, SyncPolicy.standard());
    }

    static Phone open(Path file, HttpUrl server, MovableClock clock, SyncPolicy policy) {
        Outbox outbox = Outbox.open(file);
        SyncApi api = new SyncApi(HTTP, server, clock);
        return new Phone(outbox, SyncClient.of(outbox, api, "/v1/expenses", policy, clock, new Random(1)));
    }

    Operation create(String json) {
        return client.create(SyncClient.newAction(), Representation.of(json));
    }

    Operation edit(long resource, String json) {
        return client.edit(SyncClient.newAction(), client.view(resource), Representation.of(json));
    }

    Operation delete(long resource) {
        return client.delete(SyncClient.newAction(), client.view(resource));
    }

    Operation operation(Operation stored) {
        return client.operations().stream()
                .filter(operation -> operation.opId().equals(stored.opId()))
                .findFirst()
                .orElseThrow();
    }

    OperationState state(Operation stored) {
        return operation(stored).state();
    }

    ObjectNode shown(long resource) {
        ObjectNode shown = client.view(resource).shown();
        if (shown == null) {
            throw new AssertionError("Nothing is shown of " + resource);
        }
        return shown;
    }

    /** The number of the one resource that is shown. */
    long only() {
        List<View> views = client.views();
        if (views.size() != 1) {
            throw new AssertionError(views.toString());
        }
        return views.get(0).resource();
    }

    @Override
    public void close() {
        client.close();
        outbox.close();
    }
}

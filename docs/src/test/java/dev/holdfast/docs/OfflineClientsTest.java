package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.sync.Conflict;
import dev.holdfast.examples.sync.Resolution;
import dev.holdfast.examples.sync.SyncClient;
import dev.holdfast.examples.sync.SyncPolicy;
import dev.holdfast.examples.sync.View;
import dev.holdfast.examples.sync.http.SyncApi;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.merge.ThreeWayMerge;
import dev.holdfast.examples.sync.merge.ThreeWayMerge.Choice;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OperationState;
import dev.holdfast.examples.sync.outbox.Outbox;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineClientsTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path data;

    private final OkHttpClient http = new OkHttpClient.Builder()
            .addInterceptor(chain -> chain.proceed(chain.request()
                    .newBuilder()
                    .header("Authorization", Credentials.basic("alice", "alice"))
                    .build()))
            .build();

    @Test
    void twoDevicesMakeAConflictAndOneResolvesIt() throws Exception {
        try (ExampleProcess example = ExampleProcess.start("--port 8080 --data data", data)) {
            HttpUrl server = HttpUrl.get(example.uri());
            SyncClient phone = firstDay(data.toString(), http, server, CLOCK);
            SyncClient tablet = device("tablet.db", server);
            tablet.refresh();
            View seen = tablet.views().get(0);
            assertThat(String.valueOf(seen.body())).contains("\"amount\":13.50");
            edit(tablet, seen, "{\"amount\":20}");
            tablet.flush();
            edit(phone, phone.views().get(0), "{\"amount\":30,\"note\":\"Taxi home\"}");
            phone.flush();

            resolve(phone);

            assertThat(phone.conflicts()).isEmpty();
            tablet.refresh();
            assertThat(tablet.views())
                    .singleElement()
                    .satisfies(view ->
                            assertThat(view.body()).contains("\"amount\":30.00").contains("Taxi home"));
            phone.close();
            tablet.close();
        }
    }

    private static SyncClient firstDay(String folder, OkHttpClient http, HttpUrl server, Clock clock)
            throws InterruptedException {
        // tag::offline
        Outbox outbox = Outbox.open(Path.of(folder, "outbox.db"));
        SyncApi api = new SyncApi(http, server, clock);
        SyncClient client =
                SyncClient.of(outbox, api, "/v1/expenses", SyncPolicy.standard(), clock, new SecureRandom());

        // Made when the form opens. Tapping Save twice, or a form that is restored after a crash, is one action
        String action = SyncClient.newAction();
        Operation created = client.create(action, Representation.of("{\"amount\":12.34,\"note\":\"Taxi\"}"));

        // Without a network, too: an edit of what the user sees, behind the create
        View seen = client.view(created.resource());
        client.edit(SyncClient.newAction(), seen, Representation.of("{\"amount\":13.50}"));

        // When there is a network: sends what is due, in order for each resource
        client.flush();
        // end::offline
        assertThat(client.operations()).extracting(Operation::state).containsOnly(OperationState.DELIVERED);
        return client;
    }

    private static void resolve(SyncClient client) throws InterruptedException {
        // tag::conflicts
        for (Conflict conflict : client.conflicts()) {
            ThreeWayMerge merge = conflict.merge().orElseThrow();
            // What only one of them changed goes together by itself; for the rest somebody has to be asked
            Map<String, Choice> choices = ask(merge.contested());
            client.resolve(SyncClient.newAction(), conflict, new Resolution.Merge(choices));
        }
        client.flush();
        // end::conflicts
    }

    private static Map<String, Choice> ask(Set<String> contested) {
        assertThat(contested).containsExactly("amount");
        return contested.stream().collect(Collectors.toMap(field -> field, field -> Choice.MINE));
    }

    private SyncClient device(String file, HttpUrl server) {
        return SyncClient.of(
                Outbox.open(data.resolve(file)),
                new SyncApi(http, server, CLOCK),
                "/v1/expenses",
                SyncPolicy.standard(),
                CLOCK,
                new SecureRandom());
    }

    private static void edit(SyncClient client, View seen, String changes) {
        client.edit(SyncClient.newAction(), seen, Representation.of(changes));
    }
}

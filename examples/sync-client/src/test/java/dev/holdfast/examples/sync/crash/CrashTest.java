package dev.holdfast.examples.sync.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.examples.sync.View;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.outbox.OperationState;
import dev.holdfast.examples.sync.outbox.Outbox;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import okhttp3.Credentials;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The durability contract. One process after the other does the same errand and dies at its first, second, ... write or
 * send, until one lives; after each death the app is opened again and the user goes on. Whatever the moment, the server has
 * carried out each action once, and the device knows it.
 */
class CrashTest {
    private static final int MOST_STEPS = 500;
    private static final int SIDE_BY_SIDE = 2;

    @TempDir
    private static Path folder;

    private static Process server;
    private static HttpUrl url;

    @BeforeAll
    static void startServer() throws Exception {
        server = Jvm.start(
                "dev.holdfast.examples.expenses.Main",
                "--port",
                "0",
                "--data",
                folder.resolve("server").toString());
        String listening = server.inputReader(UTF_8).readLine();
        url = HttpUrl.get(listening.substring("Listening on ".length()));
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.destroyForcibly().waitFor();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void whereverTheProcessEndsEachActionTakesEffectOnce() throws Exception {
        AtomicInteger next = new AtomicInteger(1);
        AtomicInteger survivor = new AtomicInteger(MOST_STEPS);
        ExecutorService runs = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<List<String>>> deaths = new ArrayList<>();
            for (int i = 0; i < SIDE_BY_SIDE; i++) {
                deaths.add(runs.submit(() -> dieOneAfterTheOther(next, survivor)));
            }
            List<String> places = new ArrayList<>();
            for (Future<List<String>> each : deaths) {
                places.addAll(each.get());
            }
            assertThat(places)
                    .hasSizeGreaterThan(40)
                    .contains(
                            "before insert",
                            "before commit",
                            "after commit",
                            "before send",
                            "after the request's body",
                            "after the response's head");
        } finally {
            runs.shutdownNow();
        }
    }

    private static List<String> dieOneAfterTheOther(AtomicInteger next, AtomicInteger survivor) throws Exception {
        List<String> places = new ArrayList<>();
        for (int step = next.getAndIncrement(); step < survivor.get(); step = next.getAndIncrement()) {
            String name = "crash-" + step;
            Path file = folder.resolve(name + ".db");
            Process phone = Jvm.start(MortalPhone.class.getName(), name, url.toString(), file.toString(), "" + step);
            String place = lastWords(phone);
            assertThat(phone.waitFor(1, TimeUnit.MINUTES)).isTrue();
            if (phone.exitValue() == 0) {
                int lived = step;
                survivor.getAndUpdate(least -> Math.min(least, lived));
            } else {
                assertThat(phone.exitValue()).as(place).isEqualTo(MortalPhone.DEAD);
                places.add(place);
            }
            goOn(name, file, place);
        }
        return places;
    }

    private static String lastWords(Process phone) throws Exception {
        try (BufferedReader output = phone.inputReader(UTF_8)) {
            String line = output.readLine();
            return line == null ? "lived" : line;
        }
    }

    private static void goOn(String name, Path file, String place) throws Exception {
        try (Errand errand = new Errand(name, url, Outbox.open(file), EventListener.NONE)) {
            errand.run();
            List<View> mine = errand.client().views().stream()
                    .filter(view -> String.valueOf(view.body()).contains(name + " "))
                    .toList();
            JsonNode kept = theOneWith(name);

            assertThat(kept.get("version").asInt()).as(place).isEqualTo(4);
            assertThat(kept.get("amount").asText()).as(place).isEqualTo("4.00");
            assertThat(mine).as(place).singleElement().satisfies(view -> {
                assertThat(view.body()).isEqualTo(kept.toString());
                assertThat(view.state()).isEqualTo(View.State.SYNCED);
            });
            assertThat(List.of(errand.state("create"), errand.state("edit"), errand.state("merge")))
                    .as(place)
                    .containsOnly(OperationState.DELIVERED);
            assertThat(errand.state("conflict")).as(place).isEqualTo(OperationState.SETTLED);
            errand.tidyUp();
            assertThat(errand.state("delete")).as(place).isEqualTo(OperationState.DELIVERED);
        }
        Files.delete(file);
    }

    /** The expense as the server has it; there must be one, as the other device has left its note. */
    private static JsonNode theOneWith(String name) throws Exception {
        Request request = new Request.Builder()
                .url(url.resolve("/v1/expenses"))
                .header("Authorization", Credentials.basic("alice", "alice"))
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            JsonNode all = Representation.tree(response.body().string()).orElseThrow();
            List<JsonNode> kept = StreamSupport.stream(all.spliterator(), false)
                    .filter(expense -> expense.get("note").asText().equals(name + " (tablet)")
                            || expense.get("note").asText().equals(name))
                    .toList();
            assertThat(kept).hasSize(1);
            return kept.get(0);
        }
    }
}

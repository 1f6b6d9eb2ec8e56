package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpensesTest {
    private static final String TAXI = "{\"amount\":12.34,\"note\":\"Taxi\"}";
    private static final String NOT_FOUND = "{\"error\":\"Not found\"}";

    private static RunningServer server;
    private static Client alice;
    private static Client bob;

    @BeforeAll
    static void start(@TempDir Path data) throws StartException {
        server = RunningServer.on(data);
        alice = server.as("alice");
        bob = server.as("bob");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aNewExpenseIsAnsweredWithItsLocation() {
        HttpResponse<String> created = alice.post(TAXI);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(created.headers().allValues("Location")).singleElement().satisfies(location -> {
            assertThat(location).startsWith("/v1/expenses/");
            assertThat(created.body()).isEqualTo(taxi(location, "12.34", 1));
        });
    }

    @Test
    void anExpenseIsReadAtItsLocation() {
        String taxi = alice.create(TAXI);

        HttpResponse<String> read = alice.get(taxi);

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(read.body()).isEqualTo(taxi(taxi, "12.34", 1));
    }

    @Test
    void aCallerListsTheirOwnExpensesOnly() {
        String first = alice.post(TAXI).body();
        String other = bob.post(TAXI).body();
        String second = alice.post(TAXI).body();

        HttpResponse<String> list = alice.get("/v1/expenses");

        assertThat(list.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(list.body())
                .startsWith("[{")
                .endsWith(first + "," + second + "]")
                .doesNotContain(other);
    }

    @Test
    void aChangeBumpsTheVersion() {
        String taxi = alice.create(TAXI);

        HttpResponse<String> changed = alice.put(taxi, "{\"amount\":20,\"note\":\"Taxi\"}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo("{\"ok\":true,\"expense\":" + taxi(taxi, "20.00", 2) + "}");
        assertThat(alice.get(taxi).body()).isEqualTo(taxi(taxi, "20.00", 2));
    }

    @Test
    void whatWasReadCanBeSentBack() {
        String taxi = alice.create(TAXI);

        HttpResponse<String> changed = alice.put(taxi, alice.get(taxi).body());

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"version\":2");
    }

    @Test
    void aDeletedExpenseIsGone() {
        String taxi = alice.create(TAXI);

        HttpResponse<String> deleted = alice.delete(taxi);

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(alice.get(taxi).statusCode()).isEqualTo(404);
        assertThat(alice.delete(taxi).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void anotherCallersExpenseIsNotFound(String method) {
        String taxi = alice.create(TAXI);

        HttpResponse<String> refused = bob.send(method, taxi, BodyPublishers.ofString(TAXI));

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).isEqualTo(NOT_FOUND);
        assertThat(alice.get(taxi).body()).contains("\"version\":1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/expenses/",
                "/v1/expenses/0",
                "/v1/expenses/-1",
                "/v1/expenses/one",
                "/v1/expenses/%D9%A1",
                "/v1/expenses/999999999999999999",
                "/v1/expenses/99999999999999999999",
                "/v1/receipts",
                "/v1",
                "/receipts"
            })
    void whatDoesNotExistIsNotFound(String path) {
        HttpResponse<String> missing = alice.get(path);

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(missing.body()).isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/expenses/0%s",
                "/v1/expenses/+%s",
                "/v1/expenses/%s.0",
                "/v1/expenses/%s/",
                "/v1/expenses/%s/x"
            })
    void anIdHasOneSpelling(String path) {
        String id = id(alice.create(TAXI));

        assertThat(alice.get(path.formatted(id)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | /v1/expenses   | GET, HEAD, OPTIONS, POST
            DELETE | /v1/expenses   | GET, HEAD, OPTIONS, POST
            PATCH  | /v1/expenses   | GET, HEAD, OPTIONS, POST
            POST   | /v1/expenses/1 | DELETE, GET, HEAD, OPTIONS, PUT
            PATCH  | /v1/expenses/1 | DELETE, GET, HEAD, OPTIONS, PUT
            get    | /v1/expenses/1 | DELETE, GET, HEAD, OPTIONS, PUT
            """)
    void anotherMethodIsNotAllowed(String method, String path, String allowed) {
        HttpResponse<String> refused = alice.send(method, path, BodyPublishers.ofString(TAXI));

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().allValues("Allow")).containsExactly(allowed);
        assertThat(refused.body()).isEqualTo("{\"error\":\"Method not allowed\"}");
    }

    @Test
    void optionsTellsTheMethods() {
        HttpResponse<String> options = alice.send("OPTIONS", "/v1/expenses", BodyPublishers.noBody());

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().allValues("Allow")).containsExactly("GET, HEAD, OPTIONS, POST");
    }

    @Test
    void headAnswersAsGetWithoutTheBody() {
        String taxi = alice.create(TAXI);
        String length = Integer.toString(alice.get(taxi).body().length());

        HttpResponse<String> head = alice.send("HEAD", taxi, BodyPublishers.noBody());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().allValues("Content-Length")).containsExactly(length);
        assertThat(head.body()).isEmpty();
    }

    private static String taxi(String location, String amount, int version) {
        return "{\"id\":%s,\"amount\":%s,\"note\":\"Taxi\",\"version\":%d}".formatted(id(location), amount, version);
    }

    private static String id(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }
}

package dev.holdfast.examples.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.outbox.ActionRefusedException;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OperationState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out for what the user does, and what becomes of it. */
class DeliveryTest {
    private static final String TAXI = "{\"amount\":12.34,\"note\":\"Taxi\"}";
    private static final String TAXI_1 = "{\"id\":1,\"amount\":12.34,\"note\":\"Taxi\",\"version\":1}";

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private FakeServer server;
    private Phone phone;

    @BeforeEach
    void open() throws Exception {
        server = FakeServer.start();
        phone = open(SyncPolicy.standard());
    }

    private void reopen() {
        reopen(SyncPolicy.standard());
    }

    private void reopen(SyncPolicy policy) {
        phone.close();
        phone = open(policy);
    }

    private Phone open(SyncPolicy policy) {
        return Phone.open(folder.resolve("outbox.db"), server.url(), clock, policy);
    }

    @AfterEach
    void close() {
        phone.close();
        server.close();
    }

    @Test
    void nothingIsSentBeforeItIsAskedForAndTheUserSeesItAtOnce() {
        Operation create = phone.create(TAXI);

        assertThat(server.asked()).isEmpty();
        assertThat(UUID.fromString(create.opId()).version()).isEqualTo(7);
        assertThat(phone.shown(create.resource())).hasToString(TAXI);
        assertThat(phone.client.view(create.resource()).state()).isEqualTo(View.State.PENDING);
    }

    @Test
    void anActionGoesOutOnceWithItsKey() throws Exception {
        server.answer(201, TAXI_1, "Location", "/v1/expenses/1");
        Operation create = phone.create(TAXI);
        phone.client.flush();
        phone.client.flush();

        assertThat(server.asked()).hasSize(1);
        RecordedRequest request = server.asked().get(0);
        assertThat(request.getRequestLine()).isEqualTo("POST /v1/expenses HTTP/1.1");
        assertThat(header(request, "Idempotency-Key")).isEqualTo('"' + create.opId() + '"');
        assertThat(header(request, "Content-Type")).isEqualTo("application/json");
        assertThat(header(request, "If-Match")).isNull();
        assertThat(body(request)).isEqualTo(TAXI);
        assertThat(phone.state(create)).isEqualTo(OperationState.DELIVERED);
        assertThat(phone.client.view(create.resource()).path()).isEqualTo("/v1/expenses/1");
        assertThat(phone.client.view(create.resource()).body()).isEqualTo(TAXI_1);
    }

    @Test
    void savingTwiceIsOneAction() {
        String action = SyncClient.newAction();
        Operation first = phone.client.create(action, Representation.of(TAXI));
        Operation second = phone.client.create(action, Representation.of(TAXI));

        assertThat(second).isEqualTo(first);
        assertThat(phone.client.operations()).hasSize(1);
    }

    /** Whatever happens to an attempt, the next one is the same request, from the next process too. */
    @Test
    void everyAttemptIsTheSameRequestUntilThereIsAVerdict() throws Exception {
        server.loseAnswer()
                .fallSilent()
                .answer(500, "")
                .answer(503, "", "Retry-After", "120")
                .answer(409, "{\"retryable\":true}", "Retry-After", "1")
                .answer(429, "")
                .answer(200, "<html>Sign in to the hotel</html>", "Content-Type", "text/html")
                .answer(201, TAXI_1, "Location", "/v1/expenses/1");
        Operation create = phone.create(TAXI);
        for (int attempt = 1; attempt <= 8; attempt++) {
            assertThat(phone.state(create)).isEqualTo(OperationState.PENDING);
            phone.client.flush();
            reopen();
            clock.pass(Duration.ofMinutes(4));
        }

        List<RecordedRequest> asked = server.asked();
        assertThat(asked).hasSize(8).allSatisfy(request -> {
            assertThat(request.getRequestLine()).isEqualTo(asked.get(0).getRequestLine());
            assertThat(header(request, "Idempotency-Key")).isEqualTo('"' + create.opId() + '"');
            assertThat(body(request)).isEqualTo(TAXI);
        });
        assertThat(phone.operation(create).attempts()).isEqualTo(8);
        assertThat(phone.state(create)).isEqualTo(OperationState.DELIVERED);
    }

    @Test
    void anAttemptWaitsForItsTime() throws Exception {
        server.answer(503, "", "Retry-After", "120").answer(201, TAXI_1, "Location", "/v1/expenses/1");
        Operation create = phone.create(TAXI);
        phone.client.flush();
        clock.pass(Duration.ofSeconds(119));
        phone.client.flush();

        assertThat(server.asked()).hasSize(1);
        assertThat(phone.operation(create).status()).isEqualTo(503);
        clock.pass(Duration.ofSeconds(3));
        phone.client.flush();
        assertThat(phone.state(create)).isEqualTo(OperationState.DELIVERED);
    }

    @Test
    void whatGotNoAnswerIsDueWhenTheNetworkIsBackAndWhatTheServerPutOffIsNot() throws Exception {
        reopen(SyncPolicy.standard().withBackoff(Duration.ofHours(10), Duration.ofHours(10)));
        server.loseAnswer().answer(503, "", "Retry-After", "60").answer(201, TAXI_1, "Location", "/v1/expenses/1");
        phone.create(TAXI);
        phone.client.flush();
        phone.client.hurry();
        phone.client.flush();
        assertThat(server.asked()).hasSize(2);
        phone.client.hurry();
        phone.client.flush();

        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void deliveredOnesAreForgottenWhileTheClientIsInUse() throws Exception {
        server.answer(201, TAXI_1, "Location", "/v1/expenses/1");
        phone.create(TAXI);
        phone.client.flush();
        clock.pass(Duration.ofHours(25));
        phone.client.flush();

        assertThat(phone.client.operations()).isEmpty();
        assertThat(phone.shown(phone.only()).get("note").asText()).isEqualTo("Taxi");
    }

    @Test
    void manyThatWaitAreAllDelivered() throws Exception {
        for (int i = 1; i <= 200; i++) {
            server.answer(201, "{\"id\":" + i + "}");
            phone.create("{\"amount\":" + i + "}");
        }
        phone.client.flush();

        assertThat(phone.client.measures().undelivered()).isZero();
        assertThat(server.asked()).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422, 428})
    void aRefusalIsParkedWithItsReasonAndNotSentAgain(int status) throws Exception {
        server.answer(status, "{\"detail\":\"No such thing\"}");
        Operation create = phone.create(TAXI);
        phone.client.flush();
        clock.pass(Duration.ofHours(1));
        phone.client.flush();

        assertThat(server.asked()).hasSize(1);
        assertThat(phone.state(create)).isEqualTo(OperationState.PARKED);
        assertThat(phone.operation(create).reason()).isEqualTo("No such thing");
        assertThat(phone.client.measures().parked()).isEqualTo(1);
    }

    @Test
    void aParkedOneGoesOutAgainWithItsKeyIfTheUserSaysSo() throws Exception {
        server.answer(401, "{}").answer(201, TAXI_1, "Location", "/v1/expenses/1");
        Operation create = phone.create(TAXI);
        phone.client.flush();
        phone.client.retry(create.opId());
        phone.client.flush();

        assertThat(phone.state(create)).isEqualTo(OperationState.DELIVERED);
        assertThat(header(server.asked().get(1), "Idempotency-Key")).isEqualTo('"' + create.opId() + '"');
    }

    @Test
    void aParkedCreateThatIsGivenUpTakesItsEditsAlong() throws Exception {
        server.answer(400, "{}");
        Operation create = phone.create(TAXI);
        Operation edit = phone.edit(create.resource(), "{\"amount\":1}");
        phone.client.flush();
        phone.client.discard(create.opId());
        phone.client.flush();

        assertThat(phone.state(create)).isEqualTo(OperationState.SETTLED);
        assertThat(phone.state(edit)).isEqualTo(OperationState.SETTLED);
        assertThat(phone.client.views()).isEmpty();
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void anEditHasTheVersionThatTheUserSaw() throws Exception {
        long resource = download("\"v1\"");
        View seen = phone.client.view(resource);
        server.answer(200, "[{\"id\":1,\"amount\":99,\"note\":\"Taxi\",\"version\":2}]")
                .answer(200, "{\"id\":1,\"amount\":99,\"note\":\"Taxi\",\"version\":2}", "ETag", "\"v2\"");
        phone.client.refresh();
        server.answer(412, "{\"latest\":{\"id\":1,\"amount\":99,\"note\":\"Taxi\"},\"latestEtag\":\"\\\"v2\\\"\"}");
        Operation edit = phone.client.edit(SyncClient.newAction(), seen, Representation.of("{\"note\":\"Taxi home\"}"));
        phone.client.flush();

        RecordedRequest request = last();
        assertThat(request.getRequestLine()).isEqualTo("PUT /v1/expenses/1 HTTP/1.1");
        assertThat(header(request, "If-Match")).isEqualTo("\"v1\"");
        assertThat(body(request)).isEqualTo("{\"amount\":12.34,\"note\":\"Taxi home\"}");
        assertThat(phone.state(edit)).isEqualTo(OperationState.CONFLICT);
    }

    @Test
    void editsOfOneResourceGoInOrderEachOnTheVersionThatTheOneBeforeMade() throws Exception {
        long resource = download("\"v1\"");
        server.answer(503, "")
                .answer(200, "{\"ok\":true}", "ETag", "\"v2\"")
                .answer(200, "{\"ok\":true}", "ETag", "\"v3\"")
                .answer(204, "");
        phone.edit(resource, "{\"amount\":1}");
        phone.edit(resource, "{\"note\":\"x\"}");
        phone.delete(resource);
        phone.client.flush();
        assertThat(server.asked()).hasSize(3);
        clock.pass(Duration.ofMinutes(1));
        phone.client.flush();

        List<RecordedRequest> sent = server.asked().subList(2, 6);
        assertThat(sent)
                .extracting(request -> header(request, "If-Match"))
                .containsExactly("\"v1\"", "\"v1\"", "\"v2\"", "\"v3\"");
        assertThat(body(sent.get(2))).isEqualTo("{\"amount\":1,\"note\":\"x\"}");
        assertThat(last().getRequestLine()).isEqualTo("DELETE /v1/expenses/1 HTTP/1.1");
        assertThat(phone.client.views()).isEmpty();
    }

    @Test
    void anEditOfWhatIsNotCreatedYetAsksForTheVersionOnceItIs() throws Exception {
        server.answer(201, TAXI_1, "Location", "/v1/expenses/1")
                .answer(200, TAXI_1, "ETag", "\"v1\"")
                .answer(200, "{\"ok\":true}", "ETag", "\"v2\"");
        Operation create = phone.create(TAXI);
        Operation edit = phone.edit(create.resource(), "{\"amount\":1}");
        phone.client.flush();

        assertThat(server.asked())
                .extracting(RecordedRequest::getRequestLine)
                .containsExactly(
                        "POST /v1/expenses HTTP/1.1", "GET /v1/expenses/1 HTTP/1.1", "PUT /v1/expenses/1 HTTP/1.1");
        assertThat(header(last(), "If-Match")).isEqualTo("\"v1\"");
        assertThat(phone.state(edit)).isEqualTo(OperationState.DELIVERED);
    }

    @Test
    void anEditOfWhatSomebodyElseChangedSinceItsCreateIsAConflict() throws Exception {
        server.answer(201, TAXI_1, "Location", "/v1/expenses/1")
                .answer(200, "{\"id\":1,\"amount\":50,\"note\":\"Taxi\",\"version\":2}", "ETag", "\"v2\"");
        Operation create = phone.create(TAXI);
        Operation edit = phone.edit(create.resource(), "{\"amount\":1}");
        phone.client.flush();

        assertThat(server.asked()).hasSize(2);
        assertThat(phone.state(edit)).isEqualTo(OperationState.CONFLICT);
        Conflict conflict = phone.client.conflicts().get(0);
        assertThat(conflict.base()).hasToString(TAXI);
        assertThat(conflict.latest()).hasToString("{\"amount\":50,\"note\":\"Taxi\"}");
        assertThat(conflict.latestTag()).isEqualTo("\"v2\"");
    }

    @Test
    void anEditBehindAParkedOneGoesOnWithTheVersionThatThatHad() throws Exception {
        long resource = download("\"v1\"");
        server.answer(400, "{\"error\":\"amount must be positive\"}").answer(200, "{\"ok\":true}", "ETag", "\"v2\"");
        phone.edit(resource, "{\"amount\":-1}");
        Operation corrected = phone.edit(resource, "{\"amount\":1}");
        phone.client.flush();

        assertThat(header(last(), "If-Match")).isEqualTo("\"v1\"");
        assertThat(phone.state(corrected)).isEqualTo(OperationState.DELIVERED);
    }

    @Test
    void whatWasMadeOnTopOfAParkedOneGoesWithoutItsChanges() throws Exception {
        long resource = download("\"v1\"");
        server.answer(403, "{}").answer(200, "{\"ok\":true}", "ETag", "\"v2\"").answer(200, "{}", "ETag", "\"v3\"");
        Operation refused = phone.edit(resource, "{\"amount\":999}");
        phone.edit(resource, "{\"note\":\"b\"}");
        phone.edit(resource, "{\"note\":\"c\"}");
        phone.client.flush();
        phone.client.discard(refused.opId());

        assertThat(server.asked().subList(3, 5))
                .extracting(DeliveryTest::body)
                .containsExactly("{\"amount\":12.34,\"note\":\"b\"}", "{\"amount\":12.34,\"note\":\"c\"}");
        assertThat(phone.shown(resource).get("amount").asText()).isEqualTo("12.34");
    }

    @Test
    void aRefusedCreateIsShownAndAnEditOfItIsACreateAnew() throws Exception {
        server.answer(422, "{}").answer(201, TAXI_1, "Location", "/v1/expenses/1");
        Operation create = phone.create("{\"amount\":-1,\"note\":\"Taxi\"}");
        phone.client.flush();
        assertThat(phone.shown(create.resource())).hasToString("{\"amount\":-1,\"note\":\"Taxi\"}");
        assertThat(phone.client.view(create.resource()).state()).isEqualTo(View.State.PARKED);
        Operation corrected = phone.edit(create.resource(), "{\"amount\":12.34}");
        phone.client.flush();

        assertThat(last().getRequestLine()).isEqualTo("POST /v1/expenses HTTP/1.1");
        assertThat(body(last())).isEqualTo(TAXI);
        assertThat(corrected.opId()).isNotEqualTo(create.opId());
        assertThat(phone.state(corrected)).isEqualTo(OperationState.DELIVERED);
        assertThat(phone.operation(create).settledBy()).isEqualTo(corrected.opId());
        assertThat(phone.client.views()).hasSize(1);
    }

    /** Its key is spent, for it took effect, or too old for anybody to know. */
    @ParameterizedTest
    @ValueSource(ints = {409, 410})
    void aCreateWhoseKeyIsSpentIsNotCreatedAnew(int status) throws Exception {
        server.answer(status, "{\"retryable\":false}");
        Operation create = phone.create(TAXI);
        phone.client.flush();

        assertThat(phone.state(create)).isEqualTo(OperationState.PARKED);
        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.edit(create.resource(), "{\"amount\":1}"))
                .withMessageContaining("retry or discard");
    }

    /** It may have arrived under its own key; with another one it could be created twice. */
    @Test
    void aCreateThatMayBeCarriedOutYetIsNotCreatedAnew() throws Exception {
        server.loseAnswer().answer(401, "{}");
        Operation create = phone.create(TAXI);
        phone.client.flush();
        clock.pass(Duration.ofMinutes(1));
        phone.client.flush();

        assertThat(phone.state(create)).isEqualTo(OperationState.PARKED);
        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.edit(create.resource(), "{\"amount\":1}"))
                .withMessageContaining("retry or discard");
        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.delete(create.resource()))
                .withMessageContaining("discard");
    }

    @Test
    void withoutAConnectionNothingIsSentAndAnOperationMayBeAsOldAsItLikes() throws Exception {
        reopen(SyncPolicy.standard().withRetryAge(Duration.ofHours(1)));
        HttpUrl nobody;
        try (FakeServer gone = FakeServer.start()) {
            nobody = gone.url();
        }
        Operation create;
        try (Phone offline = Phone.open(folder.resolve("offline.db"), nobody, clock, SyncPolicy.standard())) {
            create = offline.create(TAXI);
            for (int day = 0; day < 3; day++) {
                offline.client.flush();
                clock.pass(Duration.ofDays(1));
            }
            assertThat(offline.state(create)).isEqualTo(OperationState.PENDING);
            assertThat(offline.operation(create).reason()).startsWith("No answer");
        }
        server.answer(201, TAXI_1, "Location", "/v1/expenses/1");
        try (Phone online = Phone.open(folder.resolve("offline.db"), server.url(), clock)) {
            online.client.flush();
            assertThat(online.state(create)).isEqualTo(OperationState.DELIVERED);
        }
    }

    @Test
    void aReadBeforeAnEditHasABackOffOfItsOwnAndObeysTheServer() throws Exception {
        server.answer(201, TAXI_1, "Location", "/v1/expenses/1").answer(503, "", "Retry-After", "600");
        Operation create = phone.create(TAXI);
        Operation edit = phone.edit(create.resource(), "{\"amount\":1}");
        phone.client.flush();
        clock.pass(Duration.ofSeconds(599));
        phone.client.flush();
        assertThat(server.asked()).hasSize(2);

        clock.pass(Duration.ofMinutes(2));
        server.answer(403, "{\"detail\":\"Not yours\"}");
        phone.client.flush();
        assertThat(phone.state(edit)).isEqualTo(OperationState.PARKED);
        assertThat(phone.operation(edit).reason()).isEqualTo("Not yours");
    }

    @Test
    void whatWasPutOffIsLeftByAFlushAndNewWorkComesFirst() throws Exception {
        phone.create("{\"amount\":1}");
        phone.client.flush();
        clock.pass(Duration.ofHours(1));
        phone.create("{\"amount\":2}");
        phone.client.flush();

        assertThat(server.asked())
                .extracting(DeliveryTest::body)
                .containsExactlyInAnyOrder("{\"amount\":1}", "{\"amount\":2}", "{\"amount\":1}")
                .startsWith("{\"amount\":1}");
    }

    @Test
    void aLocationThatIsNoPathBelowTheCollectionIsNotFollowed() throws Exception {
        server.answer(201, TAXI_1, "Location", "https://elsewhere.example/v1/expenses/9")
                .answer(201, "{\"id\":2}", "Location", "/v1/expenses?id=2");
        Operation first = phone.create(TAXI);
        Operation second = phone.create("{\"amount\":2}");
        phone.client.flush();

        assertThat(List.of(
                        String.valueOf(phone.client.view(first.resource()).path()),
                        String.valueOf(phone.client.view(second.resource()).path())))
                .containsExactlyInAnyOrder("/v1/expenses/1", "/v1/expenses/2");
    }

    @Test
    void anEntityTagMayHoldWhatIsNotAscii() throws Exception {
        long resource = download("\"caf\u00e9\"");
        server.answer(200, "{\"ok\":true}", "ETag", "\"v2\"");
        Operation edit = phone.edit(resource, "{\"amount\":1}");
        phone.client.flush();

        assertThat(header(last(), "If-Match")).isEqualTo("\"caf\u00e9\"");
        assertThat(phone.state(edit)).isEqualTo(OperationState.DELIVERED);
    }

    @Test
    void anActionIsAKeyAndBelongsToWhatItWasMadeFor() {
        String action = SyncClient.newAction();
        Operation create = phone.client.create(action, Representation.of(TAXI));

        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.client.create(action, Representation.of("{\"amount\":2}")));
        View seen = phone.client.view(create.resource());
        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.client.edit(action, seen, Representation.of("{\"amount\":12.34}")));
        for (String noKey : List.of("", "a\"b", "a b", "\u00e9", "a\\b", "x".repeat(256))) {
            assertThatIllegalArgumentException().isThrownBy(() -> phone.client.create(noKey, Representation.of(TAXI)));
        }
    }

    @Test
    void aCreateThatMeetsAConditionIsParked() throws Exception {
        server.answer(412, "{}");
        Operation create = phone.create(TAXI);
        phone.client.flush();

        assertThat(phone.state(create)).isEqualTo(OperationState.PARKED);
        assertThat(phone.client.conflicts()).isEmpty();
    }

    @Test
    void resourcesGoSideBySide() throws Exception {
        Operation stuck = phone.create(TAXI);
        server.fallSilent().answer(201, "{\"id\":2}", "Location", "/v1/expenses/2");
        Operation other = phone.create("{\"amount\":2}");
        phone.client.flush();

        assertThat(List.of(phone.state(stuck), phone.state(other)))
                .containsExactlyInAnyOrder(OperationState.PENDING, OperationState.DELIVERED);
    }

    @Test
    void retryAgeIsCappedAndWhatMayHaveTakenEffectIsNotSentLater() throws Exception {
        reopen(SyncPolicy.standard().withRetryAge(Duration.ofHours(2)));
        Operation create = phone.create(TAXI);
        clock.pass(Duration.ofDays(3));
        for (int hour = 0; hour < 4; hour++) {
            phone.client.flush();
            clock.pass(Duration.ofHours(1));
        }

        assertThat(server.asked()).hasSize(2);
        assertThat(phone.state(create)).isEqualTo(OperationState.PARKED);
        assertThat(phone.operation(create).reason()).startsWith("Tried for too long");
        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.client.retry(create.opId()))
                .withMessageContaining("first sent too long ago");
        phone.client.discard(create.opId());
        assertThat(phone.state(create)).isEqualTo(OperationState.SETTLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "9999999999"})
    void aRetryAfterBeyondTheRetryAgeEndsAtThatAge(String retryAfter) throws Exception {
        server.answer(503, "", "Retry-After", retryAfter);
        Operation create = phone.create(TAXI);
        phone.client.flush();
        clock.pass(Duration.ofHours(23));
        phone.client.flush();

        assertThat(phone.state(create)).isEqualTo(OperationState.PARKED);
    }

    /** A network that wants its users to sign in does this to every request. */
    @Test
    void aRedirectIsNotFollowedAndNoAnswer() throws Exception {
        server.answer(302, "", "Location", "/elsewhere");
        Operation create = phone.create(TAXI);
        phone.client.flush();

        assertThat(server.asked()).hasSize(1);
        assertThat(phone.state(create)).isEqualTo(OperationState.PENDING);
    }

    @Test
    void aServerWithoutEntityTagsIsServedAsWell() throws Exception {
        server.answer(200, "[" + TAXI_1 + "]").answer(200, TAXI_1);
        phone.client.refresh();
        server.answer(200, TAXI_1).answer(200, "{\"ok\":true}");
        Operation edit = phone.edit(phone.only(), "{\"amount\":1}");
        phone.client.flush();

        assertThat(header(last(), "If-Match")).isNull();
        assertThat(phone.state(edit)).isEqualTo(OperationState.DELIVERED);
    }

    private long download(String tag) {
        server.answer(200, "[" + TAXI_1 + "]").answer(200, TAXI_1, "ETag", tag);
        phone.client.refresh();
        return phone.only();
    }

    private RecordedRequest last() {
        return server.asked().get(server.asked().size() - 1);
    }

    private static @Nullable String header(RecordedRequest request, String name) {
        return request.getHeaders().get(name);
    }

    private static String body(RecordedRequest request) {
        ByteString body = request.getBody();
        return body == null ? "" : body.utf8();
    }
}

package dev.holdfast.examples.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.examples.sync.merge.ThreeWayMerge.Choice;
import dev.holdfast.examples.sync.outbox.ActionRefusedException;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OperationState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From 412 to what the user chose. */
class ConflictTest {
    private static final String V1 = "{\"id\":1,\"amount\":10.00,\"note\":\"Taxi\",\"version\":1}";
    private static final String V2 = "{\"id\":1,\"amount\":20.00,\"note\":\"Taxi\",\"version\":2}";
    private static final String REFUSED = "{\"title\":\"Precondition failed\",\"latest\":" + V2
            + ",\"latestEtag\":\"\\\"v2\\\"\",\"retryable\":false}";

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private FakeServer server;
    private Phone phone;
    private long resource;

    @BeforeEach
    void readTheFirstVersion() throws Exception {
        server = FakeServer.start();
        phone = open();
        server.answer(200, "[" + V1 + "]").answer(200, V1, "ETag", "\"v1\"");
        phone.client.refresh();
        resource = phone.only();
    }

    private void reopen() {
        phone.close();
        phone = open();
    }

    private Phone open() {
        return Phone.open(folder.resolve("outbox.db"), server.url(), clock);
    }

    @AfterEach
    void close() {
        phone.close();
        server.close();
    }

    private Operation conflictingEdit(String changes) throws Exception {
        Operation edit = phone.edit(resource, changes);
        server.answer(412, REFUSED);
        phone.client.flush();
        return edit;
    }

    private Conflict conflict() {
        assertThat(phone.client.conflicts()).hasSize(1);
        return phone.client.conflicts().get(0);
    }

    @Test
    void theUserSeesAllThreeAndTheConflictOutlivesTheApp() throws Exception {
        Operation edit = conflictingEdit("{\"amount\":30,\"note\":\"Taxi home\"}");
        reopen();
        Conflict conflict = conflict();

        assertThat(conflict.action()).isEqualTo(edit.opId());
        assertThat(conflict.base()).hasToString("{\"amount\":10.00,\"note\":\"Taxi\"}");
        assertThat(conflict.mine()).hasToString("{\"amount\":30,\"note\":\"Taxi home\"}");
        assertThat(conflict.latest()).hasToString("{\"amount\":20.00,\"note\":\"Taxi\"}");
        assertThat(conflict.merge().orElseThrow().contested()).containsExactly("amount");
        assertThat(phone.client.view(resource).state()).isEqualTo(View.State.CONFLICT);
        assertThat(phone.client.measures().conflicts()).isEqualTo(1);
        phone.client.flush();
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void keepMineIsANewActionOnTheLatestVersion() throws Exception {
        Operation edit = conflictingEdit("{\"amount\":30}");
        Operation resolution = resolve(new Resolution.KeepMine()).orElseThrow();
        server.answer(200, "{}", "ETag", "\"v3\"");
        phone.client.flush();

        assertThat(resolution.opId()).isNotEqualTo(edit.opId());
        assertThat(header("Idempotency-Key")).isEqualTo('"' + resolution.opId() + '"');
        assertThat(header("If-Match")).isEqualTo("\"v2\"");
        assertThat(body()).isEqualTo("{\"amount\":30,\"note\":\"Taxi\"}");
        assertThat(phone.state(resolution)).isEqualTo(OperationState.DELIVERED);
        assertThat(phone.state(edit)).isEqualTo(OperationState.SETTLED);
        assertThat(phone.operation(edit).settledBy()).isEqualTo(resolution.opId());
        assertThat(phone.client.conflicts()).isEmpty();
    }

    @Test
    void keepLatestSendsNothingAndShowsWhatTheServerHas() throws Exception {
        conflictingEdit("{\"amount\":30}");
        Optional<Operation> resolution = resolve(new Resolution.KeepLatest());
        phone.client.flush();

        assertThat(resolution).isEmpty();
        assertThat(server.asked()).hasSize(3);
        assertThat(phone.shown(resource).get("amount").asText()).isEqualTo("20.00");
        assertThat(phone.client.view(resource).state()).isEqualTo(View.State.SYNCED);
        server.answer(200, "{}", "ETag", "\"v3\"");
        phone.edit(resource, "{\"note\":\"x\"}");
        phone.client.flush();
        assertThat(header("If-Match")).isEqualTo("\"v2\"");
    }

    @Test
    void aMergeTakesWhatOnlyOneChangedAndAsksForTheRest() throws Exception {
        conflictingEdit("{\"amount\":30,\"note\":\"Taxi home\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve(new Resolution.Merge(Map.of())))
                .withMessage("Both changed amount: choose mine or latest");
        resolve(new Resolution.Merge(Map.of("amount", Choice.LATEST)));
        server.answer(200, "{}", "ETag", "\"v3\"");
        phone.client.flush();

        assertThat(body()).isEqualTo("{\"amount\":20.00,\"note\":\"Taxi home\"}");
        assertThat(header("If-Match")).isEqualTo("\"v2\"");
    }

    @Test
    void aMergeThatComesOutAsTheLatestSendsNothing() throws Exception {
        Operation edit = conflictingEdit("{\"amount\":30}");

        assertThat(resolve(new Resolution.Merge(Map.of("amount", Choice.LATEST))))
                .isEmpty();
        assertThat(phone.state(edit)).isEqualTo(OperationState.SETTLED);
    }

    @Test
    void whatWasDoneOnTopOfTheRefusedEditIsPartOfTheConflict() throws Exception {
        Operation first = phone.edit(resource, "{\"amount\":30}");
        Operation second = phone.edit(resource, "{\"note\":\"Taxi home\"}");
        server.answer(412, REFUSED);
        phone.client.flush();

        assertThat(server.asked()).hasSize(3);
        assertThat(conflict().mine()).hasToString("{\"amount\":30,\"note\":\"Taxi home\"}");
        Operation resolution = resolve(new Resolution.KeepMine()).orElseThrow();
        server.answer(200, "{}", "ETag", "\"v3\"");
        phone.client.flush();
        assertThat(server.asked()).hasSize(4);
        assertThat(phone.operation(first).settledBy()).isEqualTo(resolution.opId());
        assertThat(phone.operation(second).settledBy()).isEqualTo(resolution.opId());
    }

    /** What was made beside a parked edit is not made on top of it. */
    @Test
    void aRetriedEditInConflictIsShownAsItWasMade() throws Exception {
        Operation amount = phone.edit(resource, "{\"amount\":777}");
        server.answer(401, "{}");
        phone.client.flush();
        Operation note = phone.edit(resource, "{\"note\":\"b\"}");
        phone.client.retry(amount.opId());
        server.answer(412, REFUSED);
        phone.client.flush();

        assertThat(conflict().mine()).hasToString("{\"amount\":777,\"note\":\"Taxi\"}");
        resolve(new Resolution.KeepMine());
        assertThat(phone.state(note)).isEqualTo(OperationState.PENDING);
        server.answer(412, REFUSED);
        phone.client.flush();
        assertThat(conflict().mine()).hasToString("{\"amount\":10.00,\"note\":\"b\"}");
    }

    @Test
    void aLatestThatCannotBeReadIsAskedForAgain() throws Exception {
        Operation edit = phone.edit(resource, "{\"amount\":30}");
        server.answer(412, "{}").answer(200, "[]");
        phone.client.flush();
        assertThat(phone.state(edit)).isEqualTo(OperationState.PENDING);
        assertThat(phone.client.conflicts()).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        server.answer(412, "{}").answer(200, V2, "ETag", "\"v2\"");
        phone.client.flush();

        assertThat(conflict().latestTag()).isEqualTo("\"v2\"");
    }

    @Test
    void aDeleteInConflictIsMineOrLatestAndCannotBeMerged() throws Exception {
        phone.delete(resource);
        server.answer(412, REFUSED);
        phone.client.flush();

        assertThat(conflict().mine()).isNull();
        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> resolve(new Resolution.Merge(Map.of())));
        resolve(new Resolution.KeepMine());
        server.answer(204, "");
        phone.client.flush();
        assertThat(last().getRequestLine()).isEqualTo("DELETE /v1/expenses/1 HTTP/1.1");
        assertThat(header("If-Match")).isEqualTo("\"v2\"");
        assertThat(phone.client.views()).isEmpty();
    }

    @Test
    void aResolutionCanMeetAConflictAgain() throws Exception {
        conflictingEdit("{\"amount\":30}");
        Operation resolution = resolve(new Resolution.KeepMine()).orElseThrow();
        server.answer(
                412,
                "{\"latest\":{\"id\":1,\"amount\":40.00,\"note\":\"Taxi\",\"version\":3},\"latestEtag\":\"\\\"v3\\\"\"}");
        phone.client.flush();

        assertThat(conflict().action()).isEqualTo(resolution.opId());
        assertThat(conflict().base()).hasToString("{\"amount\":20.00,\"note\":\"Taxi\"}");
        assertThat(conflict().latest()).hasToString("{\"amount\":40.00,\"note\":\"Taxi\"}");
    }

    @Test
    void aServerThatDoesNotTellTheLatestIsAskedForIt() throws Exception {
        phone.edit(resource, "{\"amount\":30}");
        server.answer(412, "{}").answer(200, V2, "ETag", "\"v2\"");
        phone.client.flush();

        assertThat(last().getRequestLine()).isEqualTo("GET /v1/expenses/1 HTTP/1.1");
        assertThat(conflict().latestTag()).isEqualTo("\"v2\"");
    }

    @Test
    void nothingIsDoneToWhatIsInConflictBeforeItIsResolved() throws Exception {
        conflictingEdit("{\"amount\":30}");

        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.edit(resource, "{\"amount\":31}"))
                .withMessage("It is in conflict; resolve that first");
    }

    @Test
    void aConflictIsResolvedOnce() throws Exception {
        conflictingEdit("{\"amount\":30}");
        Conflict conflict = conflict();
        resolve(new Resolution.KeepMine());

        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.client.resolve(SyncClient.newAction(), conflict, new Resolution.KeepLatest()));
    }

    @Test
    void whatChangedOnThisDeviceSinceItWasShownIsNotOverwritten() {
        View seen = phone.client.view(resource);
        phone.edit(resource, "{\"amount\":30}");

        assertThatExceptionOfType(ActionRefusedException.class)
                .isThrownBy(() -> phone.client.delete(SyncClient.newAction(), seen))
                .withMessageContaining("changed on this device");
    }

    private Optional<Operation> resolve(Resolution resolution) {
        return phone.client.resolve(SyncClient.newAction(), conflict(), resolution);
    }

    private RecordedRequest last() {
        return server.asked().get(server.asked().size() - 1);
    }

    private String header(String name) {
        return Objects.requireNonNull(last().getHeaders().get(name));
    }

    private String body() {
        return Objects.requireNonNull(last().getBody()).utf8();
    }
}

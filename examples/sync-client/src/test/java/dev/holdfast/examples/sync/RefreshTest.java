package dev.holdfast.examples.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.examples.sync.outbox.LocalResource;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The read contract: validators with every copy. */
class RefreshTest {
    private static final String ONE = "{\"id\":1,\"amount\":10.00,\"note\":\"Taxi\",\"version\":1}";
    private static final String TWO = "{\"id\":2,\"amount\":5.50,\"note\":\"Caf\u00e9 \u2615\",\"version\":1}";

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();
    private FakeServer server;
    private Phone phone;

    @BeforeEach
    void open() throws Exception {
        server = FakeServer.start();
        phone = Phone.open(folder.resolve("outbox.db"), server.url(), clock);
    }

    @AfterEach
    void close() {
        phone.close();
        server.close();
    }

    private void download() {
        server.answer(200, "[" + ONE + "," + TWO + "]", "ETag", "\"all-1\"")
                .answer(200, ONE, "ETag", "\"1-v1\"")
                .answer(200, TWO, "ETag", "\"2-v1\"");
        assertThat(phone.client.refresh()).isEqualTo(new RefreshReport(2, 0, 0));
    }

    @Test
    void copiesAreWhatTheServerSentToTheByte() {
        download();

        assertThat(phone.client.views()).extracting(View::body).containsExactly(ONE, TWO);
        assertThat(phone.client.views()).extracting(View::tag).containsExactly("\"1-v1\"", "\"2-v1\"");
    }

    @Test
    void whatIsCurrentCostsNoBody() {
        download();
        server.answer(304, "");

        assertThat(phone.client.refresh()).isEqualTo(new RefreshReport(0, 2, 0));
        assertThat(server.asked()).hasSize(4);
        assertThat(ifNoneMatch(3)).isEqualTo("\"all-1\"");
    }

    @Test
    void onlyWhatDiffersIsReadAgainWithItsTag() {
        download();
        String changed = ONE.replace("10.00", "11.00").replace("\"version\":1", "\"version\":2");
        server.answer(200, "[" + changed + "," + TWO + "]").answer(200, changed, "ETag", "\"1-v2\"");

        assertThat(phone.client.refresh()).isEqualTo(new RefreshReport(1, 1, 0));
        assertThat(ifNoneMatch(4)).isEqualTo("\"1-v1\"");
        assertThat(phone.client.views()).extracting(View::tag).containsExactly("\"1-v2\"", "\"2-v1\"");
    }

    @Test
    void anItemThatIsNotModifiedAfterAllStays() {
        download();
        server.answer(200, "[" + ONE.replace("10.00", "11.00") + "," + TWO + "]")
                .answer(304, "");

        assertThat(phone.client.refresh()).isEqualTo(new RefreshReport(0, 2, 0));
        assertThat(phone.client.views()).extracting(View::body).containsExactly(ONE, TWO);
    }

    @Test
    void whatTheServerHasNoLongerGoesUnlessTheUserHasSomethingInIt() {
        download();
        phone.edit(phone.client.views().get(0).resource(), "{\"amount\":1}");
        server.answer(200, "[]");

        assertThat(phone.client.refresh()).isEqualTo(new RefreshReport(0, 0, 1));
        assertThat(phone.client.views()).extracting(View::state).containsExactly(View.State.PENDING);
    }

    @Test
    void whatAnEditMadeIsReadInFullOnce() throws Exception {
        download();
        server.answer(200, "{\"ok\":true}", "ETag", "\"1-v2\"");
        phone.edit(phone.client.views().get(0).resource(), "{\"amount\":1}");
        phone.client.flush();
        String changed = "{\"id\":1,\"amount\":1.00,\"note\":\"Taxi\",\"version\":2}";
        server.answer(200, "[" + changed + "," + TWO + "]").answer(200, changed, "ETag", "\"1-v2\"");

        assertThat(phone.client.refresh()).isEqualTo(new RefreshReport(1, 1, 0));
        assertThat(ifNoneMatch(5)).isNull();
        assertThat(phone.client.views().get(0).body()).isEqualTo(changed);
    }

    /** The list may tell of an expense whose creation this device has not been told of. */
    @Test
    void aCreateWhoseAnswerWasLostIsNotShownTwice() throws Exception {
        server.loseAnswer();
        Operation create = phone.create("{\"amount\":10.00,\"note\":\"Taxi\"}");
        phone.client.flush();
        server.answer(200, "[" + ONE + "]").answer(200, ONE, "ETag", "\"1-v1\"");
        phone.client.refresh();

        assertThat(phone.client.views()).hasSize(1);
        clock.pass(Duration.ofMinutes(1));
        server.answer(201, ONE, "Location", "/v1/expenses/1");
        phone.client.flush();
        assertThat(phone.client.views()).hasSize(1);
        assertThat(phone.client.view(create.resource()).path()).isEqualTo("/v1/expenses/1");
    }

    /** A read that began before a delivery tells what was before it. */
    @Test
    void anOldReadDoesNotOverwriteWhatADeliveryBrought() throws Exception {
        download();
        try (Outbox outbox = Outbox.open(folder.resolve("outbox.db"))) {
            LocalResource before = outbox.resources().all().get(0);
            server.answer(200, "{\"ok\":true}", "ETag", "\"1-v2\"");
            phone.edit(before.id(), "{\"amount\":1}");
            phone.client.flush();

            assertThat(outbox.resources().refresh(before, Optional.of("\"1-v1\""), ONE))
                    .isFalse();
            assertThat(outbox.resources().remove(before)).isFalse();
            assertThat(phone.client.view(before.id()).tag()).isEqualTo("\"1-v2\"");
        }
    }

    @Test
    void oneThatCannotBeReadDoesNotKeepTheOthersFromBeingRead() {
        server.answer(200, "[" + ONE + "," + TWO + "]").answer(500, "").answer(200, TWO, "ETag", "\"2-v1\"");

        assertThatExceptionOfType(RefreshException.class).isThrownBy(phone.client::refresh);
        assertThat(phone.client.views()).extracting(View::body).containsExactly(TWO);
    }

    @Test
    void aServerThatCannotBeReadIsToldAndChangesNothing() {
        download();
        List<View> before = phone.client.views();
        server.answer(500, "");
        assertThatExceptionOfType(RefreshException.class)
                .isThrownBy(phone.client::refresh)
                .withMessage("The server answered 500");
        server.answer(200, "{}");
        assertThatExceptionOfType(RefreshException.class)
                .isThrownBy(phone.client::refresh)
                .withMessage("The server's list is not a JSON array");
        server.loseAnswer();
        assertThatExceptionOfType(RefreshException.class).isThrownBy(phone.client::refresh);

        assertThat(phone.client.views()).isEqualTo(before);
    }

    private @Nullable String ifNoneMatch(int request) {
        RecordedRequest asked = server.asked().get(request);
        return asked.getHeaders().get("If-None-Match");
    }
}

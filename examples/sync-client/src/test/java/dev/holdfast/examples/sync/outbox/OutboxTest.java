package dev.holdfast.examples.sync.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file promises: on a full disk, with two processes, after long use. */
class OutboxTest {
    private static final long NOON = 1_772_366_400_000L;
    private static final int PAGES = 60;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("outbox.db");
    }

    @Test
    void commitsAreOnTheDiskBeforeTheyAreAnswered() throws Exception {
        try (Connection connection = Sqlite.connect(file())) {
            Session session = new Session(connection);

            assertThat(session.pragma("journal_mode")).isEqualTo("wal");
            assertThat(session.pragma("synchronous")).isEqualTo("2");
            assertThat(session.pragma("foreign_keys")).isEqualTo("1");
        }
    }

    @Test
    void aFullDiskRefusesTheActionAndLosesNothing() throws Exception {
        Connection connection = Sqlite.connect(file());
        try (Outbox outbox = Outbox.on(connection, file())) {
            Operation first = outbox.actions().create("first", "/v1/expenses", "{}", NOON);
            new Session(connection).pragma("max_page_count = " + PAGES);

            assertThatExceptionOfType(OutboxException.class)
                    .isThrownBy(() -> outbox.actions().create("second", "/v1/expenses", large(), NOON))
                    .withMessageContaining("full");
            assertThat(outbox.queue().all()).containsExactly(first);
            outbox.queue().beginAttempt("first", NOON);
            assertThat(outbox.actions()
                            .create("third", "/v1/expenses", "{}", NOON)
                            .opId())
                    .isEqualTo("third");
        }
        try (Outbox outbox = Outbox.open(file())) {
            assertThat(outbox.queue().all()).extracting(Operation::opId).containsExactly("first", "third");
        }
    }

    private static String large() {
        return "x".repeat(4096 * PAGES);
    }

    @Test
    void aFileThatIsNoOutboxIsNotTouched() throws Exception {
        Files.writeString(file(), "Dear diary, ".repeat(1000));

        assertThatExceptionOfType(OutboxException.class).isThrownBy(() -> Outbox.open(file()));
        assertThat(Files.readString(file())).startsWith("Dear diary");
    }

    @Test
    void anOutboxOfALaterVersionIsNotTouched() throws Exception {
        Outbox.open(file()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("pragma user_version = 2");
        }

        assertThatExceptionOfType(OutboxException.class)
                .isThrownBy(() -> Outbox.open(file()))
                .withMessage("The outbox was written by a later version (format 2, not 1)");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatExceptionOfType(OutboxException.class)
                .isThrownBy(() -> Outbox.open(folder.resolve("none").resolve("outbox.db")))
                .withMessageContaining("none");
    }

    /** Both may send the same operation, which its key makes harmless; what the first is told counts. */
    @Test
    void twoProcessesOnOneFileRecordOneOutcome() {
        try (Outbox one = Outbox.open(file());
                Outbox other = Outbox.open(file())) {
            Operation operation = one.actions().create("create", "/v1/expenses", "{}", NOON);
            one.queue().beginAttempt("create", NOON);
            other.queue().beginAttempt("create", NOON);
            Effect effect = new Effect("/v1/expenses/1", null, "{\"id\":1}", true);
            one.queue().delivered(operation, effect, 201, NOON);
            other.queue().parked(operation, 404, "late", NOON);
            other.queue().later(operation, 500, "late", NOON, NOON);
            other.queue().conflicting(operation, 412, "{}", null, NOON);

            assertThat(other.queue().find("create").orElseThrow().state()).isEqualTo(OperationState.DELIVERED);
            assertThat(other.queue().find("create").orElseThrow().attempts()).isEqualTo(2);
            assertThat(other.queue().beginAttempt("create", NOON)).isEmpty();
        }
    }

    @Test
    void whatWasSentIsNeverGivenAnotherVersion() {
        try (Outbox outbox = Outbox.open(file())) {
            outbox.resources().add("/v1/expenses/1", Optional.empty(), "{\"id\":1}");
            Seen seen = new Seen(1, null, "{\"id\":1}", null);
            outbox.actions().change("edit", "PUT", "{}", seen, NOON);
            outbox.queue().beginAttempt("edit", NOON);
            outbox.queue().adoptValidator("edit", "\"v1\"");

            assertThat(outbox.queue().find("edit").orElseThrow().ifMatch()).isNull();
        }
    }

    @Test
    void deliveredOperationsExpireAndOthersDoNot() {
        try (Outbox outbox = Outbox.open(file())) {
            for (String opId : List.of("old", "young", "parked", "pending")) {
                outbox.actions().create(opId, "/v1/expenses", "{}", NOON);
            }
            deliver(outbox, "old", NOON);
            deliver(outbox, "young", NOON + 1000);
            outbox.queue().parked(outbox.queue().find("parked").orElseThrow(), 400, "no", NOON);

            assertThat(outbox.housekeeping().expire(NOON + 1)).isEqualTo(1);
            assertThat(outbox.queue().all()).extracting(Operation::opId).containsExactly("young", "parked", "pending");
            assertThat(outbox.resources().all()).hasSize(4);
        }
    }

    private static void deliver(Outbox outbox, String opId, long now) {
        Operation operation = outbox.queue().find(opId).orElseThrow();
        outbox.queue().delivered(operation, new Effect("/v1/expenses/" + opId, null, "{}", true), 201, now);
    }

    @Test
    void measuresTellTheOldestThatHasNotArrived() {
        try (Outbox outbox = Outbox.open(file())) {
            outbox.actions().create("one", "/v1/expenses", "{}", NOON);
            outbox.actions().create("two", "/v1/expenses", "{}", NOON + 5000);
            QueueMeasures before = outbox.housekeeping().measures(NOON + 60_000);
            deliver(outbox, "one", NOON + 60_000);
            QueueMeasures after = outbox.housekeeping().measures(NOON + 60_000);

            assertThat(before.undelivered()).isEqualTo(2);
            assertThat(before.oldestUndelivered()).isEqualTo(Duration.ofSeconds(60));
            assertThat(before.walBytes()).isPositive();
            assertThat(after.undelivered()).isEqualTo(1);
            assertThat(after.oldestUndelivered()).isEqualTo(Duration.ofSeconds(55));
        }
    }

    @Test
    void theLogStaysBoundedHoweverMuchIsWritten() throws Exception {
        try (Outbox outbox = Outbox.open(file())) {
            long longest = 0;
            for (int i = 0; i < 300; i++) {
                outbox.actions().create("action-" + i, "/v1/expenses", "x".repeat(64 * 1024), NOON);
                longest = Math.max(longest, outbox.housekeeping().measures(NOON).walBytes());
            }

            assertThat(longest).isBetween(1L, 2 * Sqlite.LOG_LIMIT);
            assertThat(Files.size(file())).isGreaterThan(2 * Sqlite.LOG_LIMIT);
        }
    }

    /** Who reads holds the log back; measures show it, and it is emptied as soon as that is possible. */
    @Test
    void aLogThatAReaderHeldBackIsEmptiedAfterIt() throws Exception {
        try (Outbox outbox = Outbox.open(file())) {
            outbox.actions().create("seen", "/v1/expenses", "{}", NOON);
            try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file())) {
                reader.setAutoCommit(false);
                count(reader);
                for (int i = 0; i < 200; i++) {
                    outbox.actions().create("action-" + i, "/v1/expenses", "x".repeat(64 * 1024), NOON);
                }
                outbox.housekeeping().boundLog();
                assertThat(count(reader)).isEqualTo(1);
                assertThat(outbox.housekeeping().measures(NOON).walBytes()).isGreaterThan(2 * Sqlite.LOG_LIMIT);
                reader.rollback();
            }
            outbox.housekeeping().boundLog();

            assertThat(outbox.housekeeping().measures(NOON).walBytes()).isZero();
            assertThat(outbox.queue().all()).hasSize(201);
        }
    }

    private static int count(Connection reader) throws Exception {
        try (Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from operation")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** A read may have brought in what a create made before the create's own answer came. */
    @Test
    void aCopyThatAReadBroughtInBecomesTheCreatedOneWithWhatWasDoneToIt() {
        try (Outbox outbox = Outbox.open(file())) {
            Operation create = outbox.actions().create("create", "/v1/expenses", "{}", NOON);
            outbox.resources().add("/v1/expenses/1", Optional.of("\"v1\""), "{\"id\":1}");
            long copy = outbox.resources().all().get(1).id();
            outbox.actions().change("edit", "PUT", "{}", new Seen(copy, "\"v1\"", "{}", null), NOON);
            outbox.queue().delivered(create, new Effect("/v1/expenses/1", null, "{\"id\":1}", true), 201, NOON);

            assertThat(outbox.resources().all()).extracting(LocalResource::id).containsExactly(create.resource());
            Operation edit = outbox.queue().due(NOON, 1).get(0);
            assertThat(edit.resource()).isEqualTo(create.resource());
            assertThat(edit.ifMatch()).isEqualTo("\"v1\"");
        }
    }
}

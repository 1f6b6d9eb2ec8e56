package dev.holdfast.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.benchmarks.app.NotesServer;
import dev.holdfast.benchmarks.app.Stack;
import dev.holdfast.benchmarks.load.Generator;
import dev.holdfast.benchmarks.load.JavaGenerator;
import dev.holdfast.benchmarks.load.Load;
import dev.holdfast.benchmarks.load.Requests;
import dev.holdfast.benchmarks.load.Wrk;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured does what is said of it, however short the measuring; on a database that starts at once. */
class WorkloadTest {
    private static final int CLIENTS = 2;

    static List<Arguments> measured() {
        return Stream.of(Workload.values())
                .flatMap(workload -> workload.stacks().stream().map(stack -> Arguments.of(workload, stack)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("measured")
    void aServerDoesWhatItIsMeasuredFor(Workload workload, Stack stack) throws Exception {
        try (NotesServer server = NotesServer.start(stack, Duration.ofDays(1), database(workload, stack))) {
            Requests requests = workload.requests(stack, server.port());
            Load load = new Load(CLIENTS, Duration.ZERO, Duration.ofMillis(100));

            assertThat(load.run(server.port(), requests).throughput()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void theBareServletIsTakenForNoOther(Workload workload) throws Exception {
        try (NotesServer server = NotesServer.start(Stack.BARE, Duration.ofDays(1), "none")) {
            assertThatIllegalStateException().isThrownBy(() -> workload.requests(Stack.BOTH, server.port()));
        }
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void wrkMeasuresItToo(Workload workload) throws Exception {
        Generator wrk = wrk();
        try (NotesServer server = NotesServer.start(Stack.BOTH, Duration.ofDays(1), "none")) {
            Requests requests = workload.requests(Stack.BOTH, server.port());

            assertThat(wrk.run(server.port(), requests, Duration.ofSeconds(1), Duration.ofSeconds(1))
                            .throughput())
                    .isPositive();
        }
    }

    @Test
    void wrkSeesAnAnswerThatIsNoErrorAndNotTheExpectedOne() throws Exception {
        Generator wrk = wrk();
        try (NotesServer bare = NotesServer.start(Stack.BARE, Duration.ofDays(1), "none");
                NotesServer tagged = NotesServer.start(Stack.VERSIONS, Duration.ofDays(1), "none")) {
            Requests requests = Workload.NOT_MODIFIED.requests(Stack.VERSIONS, tagged.port());

            assertThatIllegalStateException()
                    .isThrownBy(() -> wrk.run(bare.port(), requests, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                    .withMessageContaining("unexpected=");
        }
    }

    @Test
    void wrkSeesAnAnswerThatShouldBeReplayedAndIsNot() throws Exception {
        theServletIsNotTakenForAReplay(wrk());
    }

    @Test
    void theClientsInJavaSeeAnAnswerThatShouldBeReplayedAndIsNot() throws Exception {
        theServletIsNotTakenForAReplay(new JavaGenerator(CLIENTS));
    }

    private static void theServletIsNotTakenForAReplay(Generator generator) throws Exception {
        try (NotesServer bare = NotesServer.start(Stack.BARE, Duration.ofDays(1), "none");
                NotesServer filtered = NotesServer.start(Stack.MEMORY, Duration.ofDays(1), "none")) {
            Requests requests = Workload.REPLAY.requests(Stack.MEMORY, filtered.port());

            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> generator.run(bare.port(), requests, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        }
    }

    @Test
    void wrkReplaysWhatWasRecordedBefore() throws Exception {
        Generator wrk = wrk();
        String database = database(Workload.REPLAY, Stack.MEMORY);
        try (NotesServer server = NotesServer.start(Stack.FENCED, Duration.ofDays(1), database)) {
            Requests requests = Workload.REPLAY.requests(Stack.FENCED, server.port());
            wrk.run(server.port(), requests, Duration.ZERO, Duration.ofSeconds(1));
            long records = records(database);
            wrk.run(server.port(), requests, Duration.ZERO, Duration.ofSeconds(1));

            // that of the check, and as many keys for each thread
            assertThat(records % requests.sentBefore()).isEqualTo(1);
            assertThat(records(database)).isEqualTo(records);
        }
    }

    private static Generator wrk() throws InterruptedException {
        Optional<Wrk> wrk = Wrk.find(CLIENTS);
        assumeTrue(wrk.isPresent());
        return wrk.orElseThrow();
    }

    private static String database(Workload workload, Stack stack) {
        return "jdbc:h2:mem:" + workload + "_" + stack + ";DB_CLOSE_DELAY=-1";
    }

    private static long records(String database) throws Exception {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from holdfast_idempotency")) {
            row.next();
            return row.getLong(1);
        }
    }
}

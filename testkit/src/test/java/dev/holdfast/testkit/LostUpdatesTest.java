package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.etag.CounterVersions;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.RepresentationVersions;
import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.LostUpdates;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 64 writers with the same tag, on one node. */
class LostUpdatesTest {

    static Stream<Named<ResourceVersions>> sources() {
        return Stream.of(
                Named.of("what the application answers", new RepresentationVersions()),
                Named.of("counters", CounterVersions.inProcess()));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void oneOfThemWins(ResourceVersions source) throws Exception {
        ETagFilter filter = ETagFilter.builder()
                .rule(rule -> rule.path("/notes/{name}").versions(source).required())
                .build();
        try (JettyServer server = JettyServer.start(application ->
                application.filter(new HeaderPrincipal()).filter(filter).servlet("/notes/*", new NotesServlet()))) {

            LostUpdates.Report report = new LostUpdates("/notes/a", 64, server.port()).run(1000);

            assertThat(report.differences()).isEmpty();
            assertThat(report.wins()).isEqualTo(1000);
            assertThat(report.refusals()).isEqualTo(63_000);
            assertThat(report.reads()).isPositive();
        }
    }
}

package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.etag.CounterVersions;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.ETagRuleBuilder;
import dev.holdfast.etag.RepresentationVersions;
import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads and writes under the filter, on the wire, whoever tells the versions. */
class ConditionalRequestsTest {
    private final List<JettyServer> servers = new ArrayList<>();
    private final NotesServlet notes = new NotesServlet();

    static Stream<Named<ResourceVersions>> sources() {
        return Stream.of(
                Named.of("what the application answers", new RepresentationVersions()),
                Named.of("counters", CounterVersions.inProcess()));
    }

    private int serve(UnaryOperator<ETagRuleBuilder> rule) {
        ETagFilter filter = ETagFilter.builder()
                .rule(described -> rule.apply(described.path("/notes/{name}")))
                .rule(lines -> lines.methods("POST")
                        .path("/notes/{name}/lines")
                        .guards("/notes/{name}")
                        .required())
                .build();
        JettyServer server = JettyServer.start(application -> application
                .filter(new HeaderPrincipal())
                .filter(filter)
                .servlet("/notes/*", notes)
                .servlet("/ping", new Ping()));
        servers.add(server);
        return server.port();
    }

    @AfterEach
    void stop() {
        servers.forEach(JettyServer::close);
    }

    private static final class Ping extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(200);
        }
    }

    private static WireRequest get() {
        return WireRequest.of("GET", "/notes/a").header("X-User", "alice");
    }

    private static WireRequest put(String body) {
        return WireRequest.of("PUT", "/notes/a").header("X-User", "alice").body(body);
    }

    private static String tag(Transcript response) {
        assertThat(response.headers("ETag")).as(response.describe()).hasSize(1);
        return response.headers("ETag").get(0);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aReadCarriesATagAndIsSparedWhatItsClientHas(ResourceVersions source) throws IOException {
        int port = serve(
                rule -> rule.versions(source).cacheControl("private, max-age=0").vary("Accept"));
        put("{\"n\":1}").transcribe(port);

        Transcript first = get().transcribe(port);
        Transcript second = get().header("If-None-Match", tag(first)).transcribe(port);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text()).isEqualTo("{\"n\":1}");
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.text()).isEmpty();
        assertThat(second.headers("ETag")).isEqualTo(first.headers("ETag"));
        assertThat(second.headers("Cache-Control"))
                .isEqualTo(first.headers("Cache-Control"))
                .containsExactly("private, max-age=0");
        assertThat(second.headers("Vary")).isEqualTo(first.headers("Vary")).containsExactly("Accept");
        assertThat(second.reusable()).isTrue();
    }

    @Test
    void aReadThatIsSparedDoesNotReachTheApplicationWhereASourceKnows() throws IOException {
        int port = serve(rule -> rule.versions(CounterVersions.inProcess()));
        put("1").transcribe(port);
        String tag = tag(get().transcribe(port));
        int before = notes.reads.get();

        for (int i = 0; i < 10; i++) {
            assertThat(get().header("If-None-Match", tag).transcribe(port).status())
                    .isEqualTo(304);
        }

        assertThat(notes.reads).hasValue(before);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aWriteWithTheCurrentTagIsCarriedOutAndGetsTheNext(ResourceVersions source) throws IOException {
        int port = serve(rule -> rule.versions(source).required());
        put("{\"n\":1}").header("If-None-Match", "*").transcribe(port);
        String first = tag(get().transcribe(port));

        Transcript written = put("{\"n\":2}").header("If-Match", first).transcribe(port);
        Transcript read = get().transcribe(port);

        assertThat(written.status()).isEqualTo(204);
        assertThat(tag(written)).isNotEqualTo(first).isEqualTo(tag(read));
        assertThat(read.text()).isEqualTo("{\"n\":2}");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aWriteWithAnOlderTagIsRefusedWithWhatThereIs(ResourceVersions source) throws IOException {
        int port = serve(rule -> rule.versions(source).required());
        put("{\"n\":1}").header("If-None-Match", "*").transcribe(port);
        String first = tag(get().transcribe(port));
        put("{\"n\":2}").header("If-Match", first).transcribe(port);
        int writes = notes.writes.get();

        Transcript stale = put("{\"n\":3}").header("If-Match", first).transcribe(port);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.headers("Content-Type")).containsExactly("application/problem+json");
        String latest = tag(get().transcribe(port));
        assertThat(tag(stale)).isEqualTo(latest);
        assertThat(stale.text())
                .contains("/precondition-failed\"")
                .contains("\"latestEtag\":\"" + latest.replace("\"", "\\\"") + "\"")
                .contains("\"latest\":{\"n\":2}");
        assertThat(stale.reusable()).isTrue();
        assertThat(notes.writes).hasValue(writes);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aWriteWithoutAPreconditionIsToldWhatToSend(ResourceVersions source) throws IOException {
        int port = serve(rule -> rule.versions(source).required());

        Transcript create = put("1").transcribe(port);
        assertThat(create.status()).isEqualTo(428);
        assertThat(create.text()).contains("/precondition-required\"").contains("If-Match");

        assertThat(put("1").header("If-None-Match", "*").transcribe(port).status())
                .isEqualTo(201);
        assertThat(put("2").transcribe(port).status()).isEqualTo(428);
        assertThat(put("2").header("If-None-Match", "*").transcribe(port).status())
                .isEqualTo(412);
        assertThat(get().transcribe(port).text()).isEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatIsNewMayBeCreatedFreelyWhereTheRuleSaysSo(ResourceVersions source) throws IOException {
        int port = serve(rule -> rule.versions(source).requiredForExisting());

        assertThat(put("1").transcribe(port).status()).isEqualTo(201);
        assertThat(put("2").transcribe(port).status()).isEqualTo(428);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatIsGoneIsNotWrittenAsIfItWereThere(ResourceVersions source) throws IOException {
        int port = serve(rule -> rule.versions(source).required());
        put("1").header("If-None-Match", "*").transcribe(port);
        String tag = tag(get().transcribe(port));
        WireRequest delete = WireRequest.of("DELETE", "/notes/a").header("X-User", "alice");

        assertThat(delete.transcribe(port).status()).isEqualTo(428);
        assertThat(delete.header("If-Match", "\"other\"").transcribe(port).status())
                .isEqualTo(412);
        Transcript deleted = delete.header("If-Match", tag).transcribe(port);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.headers("ETag")).isEmpty();

        assertThat(put("2").header("If-Match", tag).transcribe(port).status()).isEqualTo(412);
        assertThat(delete.header("If-Match", tag).transcribe(port).status()).isEqualTo(404);
        assertThat(get().transcribe(port).status()).isEqualTo(404);
        assertThat(get().header("If-None-Match", tag).transcribe(port).headers("ETag"))
                .isEmpty();
    }

    @Test
    void aResourceThatComesBackHasNoTagOfBefore() throws IOException {
        int port = serve(rule -> rule.versions(CounterVersions.inProcess()).required());
        WireRequest delete = WireRequest.of("DELETE", "/notes/a").header("X-User", "alice");
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            put("same").header("If-None-Match", "*").transcribe(port);
            tags.add(tag(get().transcribe(port)));
            delete.header("If-Match", tags.get(i)).transcribe(port);
        }

        assertThat(tags).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void nobodyIsShownATagOfWhatTheyMayNotSee(ResourceVersions source) throws IOException {
        int port = serve(rule -> rule.versions(source).required());
        put("1").header("If-None-Match", "*").transcribe(port);
        get().transcribe(port);

        for (WireRequest asked : List.of(
                WireRequest.of("GET", "/notes/a"),
                WireRequest.of("GET", "/notes/a").header("If-None-Match", "*"),
                WireRequest.of("GET", "/notes/a").header("If-Match", "\"x\""),
                WireRequest.of("DELETE", "/notes/a").header("If-Match", "\"x\""))) {
            Transcript answer = asked.header("X-User", "bob").transcribe(port);
            assertThat(answer.status())
                    .as("%s: %s", asked.headers(), answer.describe())
                    .isEqualTo(404);
            assertThat(answer.headers("ETag")).isEmpty();
            assertThat(answer.text()).doesNotContain("latestEtag");
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whatCannotBeReadIsNeverAWrite(ResourceVersions source) throws IOException {
        int port = serve(rule -> rule.versions(source));
        put("1").transcribe(port);

        for (String malformed : List.of("xyzzy", "\"a", "*, \"a\"", "\"a\" \"b\"", "W/a", "\"a b\"")) {
            for (String field : List.of("If-Match", "If-None-Match")) {
                Transcript answer = put("2").header(field, malformed).transcribe(port);
                assertThat(answer.status()).as(malformed).isEqualTo(400);
                assertThat(answer.text()).contains("/condition-malformed\"").contains(field);
                assertThat(answer.reusable()).isTrue();
            }
        }
        assertThat(get().transcribe(port).text()).isEqualTo("1");
    }

    @Test
    void aPostToAPartChangesTheWhole() throws IOException {
        int port = serve(rule -> rule.required());
        put("1").header("If-None-Match", "*").transcribe(port);
        String tag = tag(get().transcribe(port));
        WireRequest post = WireRequest.of("POST", "/notes/a/lines")
                .header("X-User", "alice")
                .body("2");

        assertThat(post.transcribe(port).status()).isEqualTo(428);
        Transcript added = post.header("If-Match", tag).transcribe(port);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.headers("ETag")).isEmpty();
        assertThat(post.header("If-Match", tag).transcribe(port).status()).isEqualTo(412);
        assertThat(get().transcribe(port).text()).isEqualTo("12");
    }
}

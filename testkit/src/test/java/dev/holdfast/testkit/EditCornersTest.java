package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.etag.CounterVersions;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.ETagFilterBuilder;
import dev.holdfast.etag.EntityTag;
import dev.holdfast.etag.RepresentationVersions;
import dev.holdfast.etag.ResourceVersion;
import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.servlet.Mode;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that answer in unusual ways, and rules beside each other. */
class EditCornersTest {
    private final AtomicInteger writes = new AtomicInteger();
    private @Nullable JettyServer server;

    private interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    static Stream<Named<ResourceVersions>> sources() {
        return Stream.of(
                Named.of("what the application answers", new RepresentationVersions()),
                Named.of("counters", CounterVersions.inProcess()));
    }

    private int serve(ETagFilterBuilder described, Handler get, Handler write) {
        ETagFilter filter = described.build();
        JettyServer started = JettyServer.start(application -> application
                .filter(new HeaderPrincipal())
                .filter(filter)
                .servlet("/r/*", new HttpServlet() {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response)
                            throws IOException, ServletException {
                        if (request.getMethod().equals("GET")
                                || request.getMethod().equals("HEAD")) {
                            get.handle(request, response);
                        } else {
                            writes.incrementAndGet();
                            write.handle(request, response);
                        }
                    }
                }));
        server = started;
        return started.port();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static void ok(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(200);
    }

    private static WireRequest request(String method, String path) {
        return WireRequest.of(method, path).header("X-User", "alice");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 406, 302, 401, 403, 405})
    void anAnswerThatSaysNeitherIsNotTakenForAbsence(int status) throws IOException {
        for (ResourceVersions source : List.of(new RepresentationVersions(), CounterVersions.inProcess())) {
            int port = serve(
                    ETagFilter.builder()
                            .rule(rule -> rule.path("/r/{id}").versions(source).requiredForExisting()),
                    (request, response) -> response.setStatus(status),
                    EditCornersTest::ok);

            assertThat(request("PUT", "/r/1").body("x").transcribe(port).status())
                    .isEqualTo(503);
            assertThat(request("PUT", "/r/1")
                            .header("If-None-Match", "*")
                            .body("x")
                            .transcribe(port)
                            .status())
                    .isEqualTo(503);
            assertThat(writes).hasValue(0);
            stop();
        }
    }

    /** What asks for nothing is not to fail because nothing is known. */
    @ParameterizedTest
    @ValueSource(strings = {"throws", "asynchronous", "large", "405"})
    void aWriteWithoutAConditionNeedsNoVersion(String how) throws IOException {
        int port = serve(
                ETagFilter.builder().rule(rule -> rule.path("/r/{id}")),
                (request, response) -> {
                    switch (how) {
                        case "throws" -> throw new ServletException("planned");
                        case "asynchronous" -> request.startAsync().complete();
                        case "large" -> response.getOutputStream().write(new byte[2 << 20]);
                        default -> response.sendError(405);
                    }
                },
                EditCornersTest::ok);

        assertThat(request("PUT", "/r/1").body("x").transcribe(port).status()).isEqualTo(200);
        assertThat(request("PUT", "/r/1")
                        .header("If-Match", "\"x\"")
                        .body("x")
                        .transcribe(port)
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aWriteThatIsRefusedChangesNoTag(ResourceVersions source) throws IOException {
        int port = serve(
                ETagFilter.builder()
                        .rule(rule -> rule.path("/r/{id}").versions(source).required()),
                (request, response) -> response.getOutputStream().print("content"),
                (request, response) -> response.setStatus(422));
        String tag = request("GET", "/r/1").transcribe(port).headers("ETag").get(0);

        for (int i = 0; i < 3; i++) {
            assertThat(request("PUT", "/r/1")
                            .header("If-Match", tag)
                            .body("x")
                            .transcribe(port)
                            .status())
                    .isEqualTo(422);
        }
        assertThat(request("GET", "/r/1").transcribe(port).headers("ETag")).containsExactly(tag);
    }

    /** Observed, or under another rule's source: what is changed is counted. */
    @Test
    void whateverChangesAResourceChangesItsTag() throws IOException {
        CounterVersions counters = CounterVersions.inProcess();
        int port = serve(
                ETagFilter.builder()
                        .rule(rule -> rule.methods("GET", "PUT")
                                .path("/r/{id}")
                                .versions(counters)
                                .required())
                        .rule(rule -> rule.methods("PATCH")
                                .path("/r/{id}")
                                .versions(counters)
                                .mode(Mode.OBSERVE))
                        .rule(rule -> rule.methods("POST").path("/r/{id}/lines").guards("/r/{id}")),
                (request, response) -> response.getOutputStream().print("content"),
                EditCornersTest::ok);

        for (WireRequest change : List.of(
                request("PATCH", "/r/1").body("x"),
                request("POST", "/r/1/lines").body("x"))) {
            String tag = request("GET", "/r/1").transcribe(port).headers("ETag").get(0);
            assertThat(change.transcribe(port).status()).isEqualTo(200);
            assertThat(request("GET", "/r/1")
                            .header("If-None-Match", tag)
                            .transcribe(port)
                            .status())
                    .isEqualTo(200);
            assertThat(request("PUT", "/r/1")
                            .header("If-Match", tag)
                            .body("x")
                            .transcribe(port)
                            .status())
                    .isEqualTo(412);
        }
    }

    @Test
    void aGuardedResourceIsTheOneThatIsNamed() throws IOException {
        StringBuilder asked = new StringBuilder();
        int port = serve(
                ETagFilter.builder()
                        .rule(rule -> rule.path("/r/{a}/{b}/lines")
                                .guards("/r/{a}/{b}")
                                .required()),
                (request, response) -> {
                    asked.append(request.getPathInfo());
                    response.getOutputStream().print("content");
                },
                EditCornersTest::ok);

        request("POST", "/r/%7Bb%7D/x%3By%20%C3%A9/lines")
                .header("If-Match", "\"x\"")
                .body("x")
                .transcribe(port);

        assertThat(asked.toString()).startsWith("/{b}/x;y \u00e9");
        assertThat(writes).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aDateDoesNotMakeUpForATagThatDiffers(ResourceVersions source) throws IOException {
        AtomicInteger content = new AtomicInteger();
        int port = serve(
                ETagFilter.builder().rule(rule -> rule.path("/r/{id}").versions(source)),
                (request, response) -> {
                    if (request.getDateHeader("If-Modified-Since") >= 0) {
                        response.setStatus(304);
                        return;
                    }
                    response.setHeader("Last-Modified", "Sat, 29 Oct 1994 19:43:31 GMT");
                    response.getOutputStream().print("content " + content.incrementAndGet());
                },
                EditCornersTest::ok);

        Transcript read = request("GET", "/r/1")
                .header("If-None-Match", "\"older\"")
                .header("If-Modified-Since", "Sat, 29 Oct 1994 19:43:31 GMT")
                .transcribe(port);

        assertThat(read.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void whoMayNotSeeItIsShownNoTagByAHeadEither(ResourceVersions source) throws IOException {
        int port = serve(
                ETagFilter.builder().rule(rule -> rule.path("/r/{id}").versions(source)),
                (request, response) -> {
                    if (request.getUserPrincipal().getName().equals("alice")) {
                        response.getOutputStream().print("content");
                    } else {
                        response.sendError(404);
                    }
                },
                EditCornersTest::ok);
        request("GET", "/r/1").transcribe(port);

        Transcript bob = WireRequest.of("HEAD", "/r/1")
                .header("X-User", "bob")
                .header("If-None-Match", "*")
                .transcribe(port);
        Transcript alice = request("HEAD", "/r/1").header("If-None-Match", "*").transcribe(port);

        assertThat(bob.status()).isEqualTo(404);
        assertThat(bob.headers("ETag")).isEmpty();
        assertThat(alice.status()).isEqualTo(304);
    }

    @Test
    void aClientThatIsSlowToSendWhatNobodyReadsHoldsNobodyUp() throws Exception {
        int port = serve(
                ETagFilter.builder()
                        .guardLimit(Duration.ofMillis(500))
                        .rule(rule -> rule.path("/r/{id}")
                                .versions(resource -> Optional.of(ResourceVersion.of(EntityTag.strong("v1"))))
                                .required()),
                (request, response) -> response.getOutputStream().print("content"),
                EditCornersTest::ok);
        try (WireConnection slow = new WireConnection(port)) {
            slow.send(request("PUT", "/r/1").body("0123456789").head());

            assertThat(request("PUT", "/r/1")
                            .header("If-Match", "\"v1\"")
                            .body("x")
                            .transcribe(port)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatTheFilterAskedForLeavesNothingBehind() throws IOException {
        int port = serve(
                ETagFilter.builder().rule(rule -> rule.path("/r/{id}").required()),
                (request, response) -> {
                    request.setAttribute("left", "behind");
                    request.setAttribute("mine", "changed");
                    response.getWriter().print("content");
                },
                (request, response) -> response.getOutputStream()
                        .print(request.getAttribute("left") + " " + request.getAttribute("mine") + " "
                                + request.getDispatcherType()));
        String tag = request("GET", "/r/1").transcribe(port).headers("ETag").get(0);

        assertThat(request("PUT", "/r/1")
                        .header("If-Match", tag)
                        .body("x")
                        .transcribe(port)
                        .text())
                .isEqualTo("null null REQUEST");
    }

    @Test
    void aPartIsNotShownOfAnotherVersion() throws IOException {
        int port = serve(
                ETagFilter.builder().rule(rule -> rule.path("/r/{id}")),
                (request, response) -> {
                    boolean part = request.getHeader("Range") != null;
                    response.setStatus(part ? 206 : 200);
                    response.getOutputStream().print(part ? "part" : "the whole");
                },
                EditCornersTest::ok);
        WireRequest range = request("GET", "/r/1").header("Range", "bytes=0-3");

        assertThat(range.transcribe(port).text()).isEqualTo("part");
        assertThat(range.header("If-Range", "\"other\"").transcribe(port).text())
                .isEqualTo("the whole");
        assertThat(range.header("If-Match", "\"other\"").transcribe(port).status())
                .isEqualTo(412);
    }

    @Test
    void a304KeepsWhatIsNotOfTheContent() throws IOException {
        int port = serve(
                ETagFilter.builder().rule(rule -> rule.path("/r/{id}").vary("Accept")),
                (request, response) -> {
                    response.setHeader("Access-Control-Allow-Origin", "*");
                    response.setHeader("Vary", "Accept-Encoding");
                    response.setContentType("text/plain");
                    response.getOutputStream().print("content");
                },
                EditCornersTest::ok);
        Transcript read = request("GET", "/r/1").transcribe(port);

        Transcript spared = request("GET", "/r/1")
                .header("If-None-Match", read.headers("ETag").get(0))
                .transcribe(port);

        assertThat(spared.status()).isEqualTo(304);
        assertThat(spared.headers("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(spared.headers("Vary")).isEqualTo(read.headers("Vary")).containsExactly("Accept-Encoding", "Accept");
        assertThat(spared.headers("Date")).hasSize(1);
        assertThat(spared.headers("Server")).hasSize(1);
        assertThat(spared.headers("Content-Type")).isEmpty();
    }

    @Test
    void aPostThatCreatesHasNoTagOfItsCollection() throws IOException {
        int port = serve(
                ETagFilter.builder().rule(rule -> rule.path("/r/{id}")),
                (request, response) -> response.getOutputStream().print("content"),
                (request, response) -> {
                    response.setStatus(201);
                    response.setHeader("Location", "/r/1/2");
                });

        assertThat(request("POST", "/r/1").body("x").transcribe(port).headers("ETag"))
                .isEmpty();
        assertThat(request("PUT", "/r/1").body("x").transcribe(port).headers("ETag"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/n/{a", "/n/*", "/n/{a}?x=1", "/n/{a}#f", "n/{a}"})
    void whatIsNoResourceCannotBeGuarded(String template) {
        assertThatThrownBy(() ->
                        ETagFilter.builder().rule(rule -> rule.path("/n/{a}").guards(template)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guards is " + template);
    }

    @Test
    void rulesThatMeanNothingStopTheStart() {
        assertThatThrownBy(() -> ETagFilter.builder().rule(rule -> rule.path("/a/{id}/{id}")))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> ETagFilter.builder()
                        .rule(rule -> rule.path("/a").methods("GET", "HEAD").required()))
                .hasMessageContaining("only writes");
    }

    @Test
    void aSecondFilterDoesItsShareToo() throws IOException {
        ETagFilter outer = ETagFilter.builder().rule(rule -> rule.path("/**")).build();
        ETagFilter inner = ETagFilter.builder()
                .rule(rule -> rule.path("/notes/*").required())
                .build();
        NotesServlet notes = new NotesServlet();
        JettyServer started = JettyServer.start(application -> application
                .filter(new HeaderPrincipal())
                .filter(outer)
                .filter(inner)
                .servlet("/notes/*", notes));
        server = started;

        assertThat(request("PUT", "/notes/a")
                        .body("x")
                        .transcribe(started.port())
                        .status())
                .isEqualTo(428);
        assertThat(notes.writes).hasValue(0);
    }
}

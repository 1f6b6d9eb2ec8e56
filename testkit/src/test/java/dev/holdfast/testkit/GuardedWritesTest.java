package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.etag.ETagAttributes;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.ETagFilterBuilder;
import dev.holdfast.etag.EntityTag;
import dev.holdfast.etag.PreconditionEvent;
import dev.holdfast.etag.PreconditionListener;
import dev.holdfast.etag.PreconditionProblem;
import dev.holdfast.etag.ResourceVersion;
import dev.holdfast.servlet.Mode;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a guard is held, what a failing source does, and what a handler can say. */
class GuardedWritesTest {
    private static final Instant DATE = Instant.parse("1994-10-29T19:43:31Z");

    private final AtomicInteger version = new AtomicInteger(1);
    private final AtomicInteger runs = new AtomicInteger();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private @Nullable JettyServer server;

    private interface Handler {
        void handle(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    private ResourceVersion current() {
        return ResourceVersion.of(EntityTag.strong("v" + version.get()), DATE);
    }

    private int serve(Handler handler) {
        return serve(
                handler, builder -> builder.rule(rule -> rule.path("/r").versions(resource -> Optional.of(current()))));
    }

    private int serve(Handler handler, UnaryOperator<ETagFilterBuilder> described) {
        ETagFilter filter =
                described.apply(ETagFilter.builder().listener(new Recorder())).build();
        JettyServer started = JettyServer.start(application -> application
                .filter(new HeaderPrincipal())
                .filter(filter)
                .servlet("/r", new HttpServlet() {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected void service(HttpServletRequest request, HttpServletResponse response)
                            throws IOException, ServletException {
                        runs.incrementAndGet();
                        handler.handle(request, response);
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

    private static WireRequest put(String tag) {
        return WireRequest.of("PUT", "/r").header("If-Match", tag).body("x");
    }

    @Test
    void aGuardThatIsNotToBeHadIsToldAndNothingRuns() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        int port = serve(
                (request, response) -> {
                    arrived.countDown();
                    await(told);
                },
                builder -> builder.guardLimit(Duration.ofMillis(50))
                        .rule(rule -> rule.path("/r").versions(resource -> Optional.of(current()))));
        CompletableFuture<Transcript> first =
                CompletableFuture.supplyAsync(() -> transcribe(put("\"v1\""), port), new OwnThread());
        await(arrived);

        Transcript second = put("\"v1\"").transcribe(port);
        told.countDown();

        assertThat(second.status()).isEqualTo(503);
        assertThat(second.headers("Retry-After")).containsExactly("1");
        assertThat(second.text()).contains("/guard-unavailable\"");
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anAsynchronousWriteHoldsItsGuardUntilItCompletes() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        int port = serve((request, response) -> {
            AsyncContext context = request.startAsync();
            new Thread(() -> {
                        arrived.countDown();
                        await(told);
                        version.incrementAndGet();
                        context.complete();
                    })
                    .start();
        });
        CompletableFuture<Transcript> first =
                CompletableFuture.supplyAsync(() -> transcribe(put("\"v1\""), port), new OwnThread());
        await(arrived);
        CompletableFuture<Transcript> second =
                CompletableFuture.supplyAsync(() -> transcribe(put("\"v1\""), port), new OwnThread());

        assertThat(second).isNotDone();
        told.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS).headers("ETag")).containsExactly("\"v2\"");
        assertThat(second.get(10, TimeUnit.SECONDS).status()).isEqualTo(412);
        assertThat(version).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "error", "500", "redirect", "streams"})
    void whateverAHandlerDoesTheNextWriterGetsIn(String how) throws Exception {
        int port = serve((request, response) -> {
            switch (how) {
                case "throws" -> throw new ServletException("planned");
                case "error" -> throw new AssertionError("planned");
                case "500" -> response.sendError(500);
                case "redirect" -> response.sendRedirect("/elsewhere");
                default -> response.getOutputStream().write(new byte[3 << 20]);
            }
        });

        for (int i = 1; i <= 3; i++) {
            put("\"v1\"").transcribe(port);
        }

        assertThat(runs).hasValue(3);
    }

    @Test
    void aSourceThatFailsRefusesWritesAndLetsReadsPass() throws Exception {
        int port = serve(
                (request, response) -> response.getOutputStream().print("content"),
                builder -> builder.rule(rule -> rule.path("/r").versions(resource -> {
                    throw new IOException("planned");
                })));

        Transcript read =
                WireRequest.of("GET", "/r").header("If-None-Match", "\"v1\"").transcribe(port);
        Transcript write = put("\"v1\"").transcribe(port);

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).isEqualTo("content");
        assertThat(read.headers("ETag")).isEmpty();
        assertThat(write.status()).isEqualTo(503);
        assertThat(write.text()).contains("/version-unavailable\"");
        assertThat(runs).hasValue(1);
        assertThat(heard).containsExactly("failed GET", "failed PUT", "refused PUT VERSION_UNAVAILABLE");
    }

    @Test
    void aHandlerFindsTheExpectationAndMaySayThatItFailedAfterAll() throws Exception {
        int port = serve((request, response) -> {
            if (request.getMethod().equals("GET")) {
                response.setContentType("application/json");
                response.getOutputStream().print("{\"n\":1}");
                return;
            }
            Object expected = request.getAttribute(ETagAttributes.EXPECTED_VERSION);
            assertThat(expected).isEqualTo(current());
            version.incrementAndGet();
            request.setAttribute(ETagAttributes.LATE_MISMATCH, true);
            response.getOutputStream().print("a part of an answer");
        });

        Transcript answer = put("\"v1\"").transcribe(port);

        assertThat(answer.status()).isEqualTo(412);
        assertThat(answer.headers("ETag")).containsExactly("\"v2\"");
        assertThat(answer.text()).contains("\"latest\":{\"n\":1}").doesNotContain("a part of");
    }

    @Test
    void whatIsObservedIsToldAndLetThrough() throws Exception {
        int port = serve(
                (request, response) -> response.getOutputStream().print("content"),
                builder -> builder.rule(rule -> rule.path("/r")
                        .versions(resource -> Optional.of(current()))
                        .required()
                        .mode(Mode.OBSERVE)));

        assertThat(put("\"other\"").transcribe(port).status()).isEqualTo(200);
        assertThat(put("broken").transcribe(port).status()).isEqualTo(200);
        assertThat(WireRequest.of("DELETE", "/r").transcribe(port).status()).isEqualTo(200);
        assertThat(WireRequest.of("GET", "/r")
                        .header("If-None-Match", "\"v1\"")
                        .transcribe(port)
                        .headers("ETag"))
                .isEmpty();

        assertThat(runs).hasValue(4);
        assertThat(heard)
                .containsExactly(
                        "would refuse PUT PRECONDITION_FAILED",
                        "would refuse PUT CONDITION_MALFORMED",
                        "would refuse DELETE PRECONDITION_REQUIRED");
    }

    @Test
    void datesAreHeededWhereTheSourceHasThem() throws Exception {
        int port = serve((request, response) -> response.getOutputStream().print("content"));
        WireRequest get = WireRequest.of("GET", "/r");

        Transcript read = get.transcribe(port);
        assertThat(read.headers("Last-Modified")).containsExactly("Sat, 29 Oct 1994 19:43:31 GMT");
        for (String form : List.of(
                "Sat, 29 Oct 1994 19:43:31 GMT", "Saturday, 29-Oct-94 19:43:31 GMT", "Sat Oct 29 19:43:31 1994")) {
            assertThat(get.header("If-Modified-Since", form).transcribe(port).status())
                    .as(form)
                    .isEqualTo(304);
        }
        WireRequest write = WireRequest.of("PUT", "/r").body("x");
        assertThat(write.header("If-Unmodified-Since", "Sat, 29 Oct 1994 19:43:30 GMT")
                        .transcribe(port)
                        .status())
                .isEqualTo(412);
        assertThat(write.header("If-Unmodified-Since", "Sat, 29 Oct 1994 19:43:31 GMT")
                        .transcribe(port)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRangeOfAnotherVersionIsTheWhole() throws Exception {
        int port = serve((request, response) ->
                response.getOutputStream().print(request.getHeader("Range") == null ? "the whole" : "a part"));
        WireRequest range = WireRequest.of("GET", "/r").header("Range", "bytes=0-1");

        assertThat(range.transcribe(port).text()).isEqualTo("a part");
        assertThat(range.header("If-Range", "\"v1\"").transcribe(port).text()).isEqualTo("a part");
        assertThat(range.header("If-Range", "\"v0\"").transcribe(port).text()).isEqualTo("the whole");
        assertThat(range.header("If-Range", "W/\"v1\"").transcribe(port).text()).isEqualTo("the whole");
    }

    @Test
    void onlyWhatSucceedsIsTagged() throws Exception {
        int port = serve(
                (request, response) -> response.sendError(Integer.parseInt(request.getParameter("status")), "planned"));

        for (int status : new int[] {400, 404, 500}) {
            Transcript answer = WireRequest.of("GET", "/r?status=" + status).transcribe(port);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers("ETag")).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Transcript transcribe(WireRequest request, int port) {
        try {
            return request.transcribe(port);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private final class Recorder implements PreconditionListener {
        @Override
        public void refused(PreconditionEvent event, PreconditionProblem problem) {
            heard.add("refused " + event.method() + " " + problem);
        }

        @Override
        public void wouldRefuse(PreconditionEvent event, PreconditionProblem problem) {
            heard.add("would refuse " + event.method() + " " + problem);
        }

        @Override
        public void sourceFailed(PreconditionEvent event, Exception failure) {
            heard.add("failed " + event.method());
        }
    }
}

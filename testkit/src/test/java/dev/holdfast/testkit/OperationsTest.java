package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.holdfast.idempotency.AesGcmResponseCodec;
import dev.holdfast.idempotency.ConflictPolicy;
import dev.holdfast.idempotency.IdempotencyAttributes;
import dev.holdfast.idempotency.IdempotencyRecords;
import dev.holdfast.idempotency.RecordedResponse;
import dev.holdfast.idempotency.ResponseCodec;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.StoredRecord;
import dev.holdfast.servlet.Mode;
import dev.holdfast.testkit.FaultyStore.Operation;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a deployment chooses, and what its operators can do. */
final class OperationsTest {
    private static final Served.Handler HELLO =
            (request, response) -> response.getOutputStream().print("hello");

    @Test
    void aHandlerFindsItsKeysAmongTheAttributes() throws Exception {
        Served.Handler handler = (request, response) -> response.getWriter()
                .print(request.getAttribute(IdempotencyAttributes.KEY) + " "
                        + request.getAttribute(IdempotencyAttributes.FENCE_TOKEN) + " "
                        + request.getAttribute(IdempotencyAttributes.DOWNSTREAM_KEY));
        try (Served served = Served.handler(handler).start()) {
            assertThat(served.send(post("/x")).text()).matches("key-of-alice [0-9]+ [A-Za-z0-9_-]{43}");
        }
    }

    @Test
    void anObservedRouteAnswersAsBeforeAndTellsWhatItWouldHaveDone() throws Exception {
        Served.Handler handler = (request, response) -> response.getWriter()
                .print(response.getClass().getName() + request.getInputStream().readAllBytes().length);
        try (Served served = Served.handler(handler)
                .filter(filter ->
                        filter.rule(rule -> rule.path("/keyed/**").required().mode(Mode.OBSERVE)))
                .start()) {
            served.send(post("/x").body("abc"));
            WireResponse retry = served.send(post("/x").body("abc"));
            served.send(post("/x").body("abcd"));
            served.send(WireRequest.of("POST", "/keyed/x"));
            served.send(WireRequest.of("POST", "/keyed/x").key("\"open"));
            served.send(WireRequest.of("POST", "/keyed/x").key("nobody's"));

            assertThat(served.runs).hasValue(6);
            assertThat(retry.text()).startsWith("org.eclipse.jetty").endsWith("3");
            assertThat(retry.header("Idempotency-Replayed")).isEmpty();
            assertThat(served.listener.events())
                    .containsExactly(
                            "wouldReplay",
                            "wouldRefuse KEY_REUSED",
                            "wouldRefuse KEY_MISSING",
                            "wouldRefuse KEY_MALFORMED",
                            "wouldRefuse CALLER_UNKNOWN");
        }
    }

    @Test
    void anOptionalKeyProtectsOnlyWhereItIsSent() throws Exception {
        try (Served served = Served.handler(HELLO)
                .filter(filter -> filter.rule(rule -> rule.path("/keyed/**").optional()))
                .start()) {
            served.send(WireRequest.of("POST", "/keyed/x"));
            served.send(WireRequest.of("POST", "/keyed/x"));
            served.send(post("/x"));
            served.send(post("/x"));
            WireResponse malformed =
                    served.send(WireRequest.of("POST", "/keyed/x").key("\"open"));

            assertThat(served.runs).hasValue(3);
            assertThat(malformed.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void aSafeMethodNeverTakesPart(String method) throws Exception {
        try (Served served =
                Served.handler((request, response) -> response.setStatus(204)).start()) {
            served.send(post("/x").method(method));
            WireResponse again = served.send(post("/x").method(method));

            assertThat(served.runs).hasValue(2);
            assertThat(again.header("Idempotency-Replayed")).isEmpty();
        }
    }

    @Test
    void anonymousCallersShareAScopeOnlyWhereChosen() throws Exception {
        try (Served served = Served.handler(HELLO)
                .also(filter -> filter.anonymousCaller("alice"))
                .start()) {
            served.send(WireRequest.of("POST", "/keyed/x").key("key-of-alice"));
            WireResponse retry = served.send(WireRequest.of("POST", "/keyed/x").key("key-of-alice"));
            WireResponse namesake = served.send(post("/x"));

            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
            assertThat(namesake.header("Idempotency-Replayed")).isEmpty();
        }
    }

    @Test
    void aKeyThatSaysItIsOlderThanTheRetentionIsRefused() throws Exception {
        try (Served served = Served.handler(HELLO)
                .also(filter -> filter.refuseExpiredKeys(true))
                .start()) {
            WireRequest old = WireRequest.of("POST", "/keyed/x")
                    .header("X-User", "alice")
                    .key("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
            WireResponse refused = served.send(old);
            WireResponse again = served.send(old);
            long now = System.currentTimeMillis();
            WireResponse fresh = served.send(WireRequest.of("POST", "/keyed/x")
                    .header("X-User", "alice")
                    .key("%08x-%04x-7cc3-98c4-dc0c0c07398f".formatted(now >>> 16, now & 0xffff)));

            assertThat(refused.status()).isEqualTo(410);
            assertThat(refused.text()).contains("problems/key-expired", "\"retryable\":false");
            assertThat(again.status()).isEqualTo(410);
            assertThat(fresh.status()).isEqualTo(200);
            assertThat(served.runs).hasValue(1);
        }
    }

    @Test
    void aCallerWithTooManyKeysIsRefusedNewOnesAndNobodyElseIs() throws Exception {
        try (Served served =
                Served.handler(HELLO).also(filter -> filter.callerQuota(2)).start()) {
            WireRequest alice = WireRequest.of("POST", "/keyed/x").header("X-User", "alice");
            served.send(alice.key("one"));
            served.send(alice.key("two"));
            WireResponse third = served.send(alice.key("three"));
            WireResponse replay = served.send(alice.key("one"));
            WireResponse bob = served.send(
                    WireRequest.of("POST", "/keyed/x").header("X-User", "bob").key("three"));

            assertThat(third.status()).isEqualTo(429);
            assertThat(third.text()).contains("problems/quota-exceeded", "\"retryable\":true");
            assertThat(third.header("Retry-After")).hasValue("60");
            assertThat(replay.header("Idempotency-Replayed")).hasValue("true");
            assertThat(bob.status()).isEqualTo(200);
            assertThat(served.runs).hasValue(3);
        }
    }

    @Test
    void aFullStoreRefusesNewKeysAndReplaysOldOnes() throws Exception {
        try (Served served = Served.handler(HELLO)
                .store(CaffeineIdempotencyStore.builder().maximumBytes(64 << 10).build())
                .start()) {
            WireRequest alice = WireRequest.of("POST", "/keyed/x").header("X-User", "alice");
            WireResponse refused = served.send(alice.key("key-0"));
            int accepted = 0;
            while (refused.status() == 200) {
                accepted++;
                refused = served.send(alice.key("key-" + accepted));
            }

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("problems/store-full", "\"retryable\":true");
            assertThat(refused.header("Retry-After")).isPresent();
            assertThat(served.send(alice.key("key-0")).header("Idempotency-Replayed"))
                    .hasValue("true");
            assertThat(served.runs).hasValue(accepted);
        }
    }

    @Test
    void whatIsStoredCanBeEncrypted() throws Exception {
        ResponseCodec codec =
                AesGcmResponseCodec.writingWith("2026", new byte[32]).build();
        String[] stored = new String[1];
        try (Served served = Served.handler(HELLO)
                .also(filter -> filter.responseCodec(codec))
                .start()) {
            served.store.refuseOutcomes(outcome -> {
                stored[0] = new String(outcome, StandardCharsets.ISO_8859_1);
                return false;
            });
            served.send(post("/x"));

            assertThat(served.send(post("/x")).text()).isEqualTo("hello");
            assertThat(stored[0]).doesNotContain("hello");
        }
    }

    @Test
    void moreWaitersThanAllowedAreRefused() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Served.Handler handler = (request, response) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            response.getWriter().print("done");
        };
        try (Served served = Served.handler(handler)
                .filter(filter -> filter.maximumWaiters(1)
                        .rule(rule -> rule.path("/keyed/**")
                                .required()
                                .onConflict(ConflictPolicy.waitUpTo(Duration.ofMinutes(1)))))
                .start()) {
            var first = served.inBackground(() -> served.send(post("/x")));
            Awaitility.await().until(() -> served.runs.get() == 1);
            var waiting = served.inBackground(() -> served.send(post("/x")));
            Awaitility.await().until(() -> served.listener.count("waiting") == 1);

            assertThat(served.send(post("/x")).status()).isEqualTo(409);
            gate.countDown();
            assertThat(first.get().text()).isEqualTo("done");
            assertThat(waiting.get().text()).isEqualTo("done");
        }
    }

    @Test
    void aWaiterWhoseFirstRequestFailsIsToldToComeBack() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Served.Handler handler = (request, response) -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            response.setStatus(500);
        };
        try (Served served = Served.handler(handler)
                .filter(filter -> filter.rule(rule ->
                        rule.path("/keyed/**").required().onConflict(ConflictPolicy.waitUpTo(Duration.ofMinutes(1)))))
                .start()) {
            var first = served.inBackground(() -> served.send(post("/x")));
            Awaitility.await().until(() -> served.runs.get() == 1);
            var waiting = served.inBackground(() -> served.send(post("/x")));
            Awaitility.await().until(() -> served.listener.count("waiting") == 1);
            gate.countDown();

            assertThat(first.get().status()).isEqualTo(500);
            assertThat(waiting.get().status()).isEqualTo(409);
            assertThat(waiting.get().text()).contains("problems/first-attempt-failed", "\"retryable\":true");
            assertThat(served.runs).hasValue(1);
        }
    }

    @Test
    void anApplicationCanRenderRefusalsItsOwnWay() throws Exception {
        try (Served served = Served.handler(HELLO)
                .also(filter -> filter.problemRenderer((problem, request, response) -> {
                    response.setStatus(problem.status());
                    response.getWriter().print("no: " + problem.title());
                }))
                .start()) {
            assertThat(served.send(WireRequest.of("POST", "/keyed/x")).text())
                    .isEqualTo("no: An idempotency key is required");
        }
    }

    @Test
    void anOperatorSettlesWhatIsUnknown() throws Exception {
        try (Served served = Served.handler(
                        (request, response) -> request.startAsync().setTimeout(50))
                .also(filter -> filter.lease(Duration.ofSeconds(1)))
                .start()) {
            served.send(post("/x"));
            IdempotencyRecords records = IdempotencyRecords.of(served.store, "", ResponseCodec.plain());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> records.find("alice", "key-of-alice")
                            .map(StoredRecord::state)
                            .equals(Optional.of(StoredRecord.State.LAPSED)));
            boolean settled = records.settleAsDone(
                    "alice",
                    "key-of-alice",
                    RecordedResponse.of(201, Map.of(), "settled".getBytes(StandardCharsets.UTF_8)),
                    Duration.ofHours(1));

            assertThat(settled).isTrue();
            assertThat(served.send(post("/x")).text()).isEqualTo("settled");
            assertThat(records.settleAsNotDone("alice", "key-of-alice")).isFalse();
            assertThat(served.runs).hasValue(1);
        }
    }

    @Test
    void aCallerWithoutANameIsNobody() throws Exception {
        Filter nameless = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public Principal getUserPrincipal() {
                        return () -> "";
                    }
                },
                response);
        try (Served served = Served.handler(HELLO).outer(nameless).start()) {
            WireResponse refused =
                    served.send(WireRequest.of("POST", "/keyed/x").key("some-key"));

            assertThat(refused.text()).contains("problems/caller-unknown");
            assertThat(served.runs).hasValue(0);
        }
    }

    @Test
    void expiredRecordsArePurgedInTheBackground() throws Exception {
        AtomicInteger purges = new AtomicInteger();
        try (Served served = Served.handler(HELLO)
                .also(filter -> filter.purgeInterval(Duration.ofSeconds(1)))
                .start()) {
            served.store.before(Operation.REMOVE, () -> {
                purges.incrementAndGet();
                throw new StackOverflowError("planned");
            });

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> purges.get() >= 2);
        }
    }

    @Test
    void noKeyAndNoCallerStandInAnyLogLineOrEvent() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("dev.holdfast");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        root.setLevel(Level.TRACE);
        root.addAppender(lines);
        RecordingListener told;
        try (Served served = Served.handler(HELLO)
                        .filter(filter -> filter.rule(rule -> rule.path("/keyed/**")
                                .required()
                                .onConflict(ConflictPolicy.waitUpTo(Duration.ofSeconds(1)))))
                        .start();
                Served lapsing = lapsing();
                Served deaf = deaf()) {
            told = served.listener;
            served.send(post("/x"));
            served.send(post("/x"));
            served.send(post("/x").body("other"));
            served.send(
                    WireRequest.of("POST", "/keyed/x").header("X-User", "alice").key("\"key-of-alice"));
            for (Operation operation : Operation.values()) {
                WireRequest request = post("/x").key("key-of-alice-" + operation);
                served.store.fail(operation);
                served.send(request);
                served.store.before(operation, () -> {
                    throw new IllegalStateException("planned");
                });
                served.send(request);
                served.store.recover();
                served.send(request);
            }
            served.store.die();
            served.send(post("/x"));
            hangUpOn(lapsing);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> lapsing.send(post("/x")).text().contains("outcome-unknown"));
            lapsing.store.die();
            deaf.send(post("/x"));
        } finally {
            root.detachAppender(lines);
            root.setLevel(before);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("reconciler"))
                .anyMatch(line -> line.contains("is gone"));
        assertThat(lines.list).extracting(OperationsTest::everythingOf).noneMatch(line -> line.contains("alice"));
        assertThat(told.subjects())
                .isNotEmpty()
                .allMatch(event -> !(event + event.method() + event.route() + event.record()).contains("alice"));
    }

    /** Its handlers answer nobody, and its reconciler fails. */
    private static Served lapsing() {
        return Served.handler((request, response) -> request.startAsync().setTimeout(50))
                .also(filter -> filter.lease(Duration.ofSeconds(1)).outcomeReconciler(request -> {
                    throw new IllegalStateException("planned");
                }))
                .start();
    }

    /** Its clients cannot be written to, which shows when the handler has long returned. */
    private static Served deaf() {
        CountDownLatch returned = new CountDownLatch(1);
        Filter deafening = (request, response, chain) -> {
            chain.doFilter(request, new Deaf((HttpServletResponse) response));
            returned.countDown();
        };
        return Served.handler((request, response) -> {
                    AsyncContext async = request.startAsync();
                    response.getOutputStream().print("hello");
                    async.start(() -> {
                        await(returned);
                        async.complete();
                    });
                })
                .outer(deafening)
                .start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Deaf extends HttpServletResponseWrapper {
        Deaf(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void write(int b) throws IOException {
                    throw new IOException("planned");
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new IllegalStateException("Nobody writes here that way");
                }
            };
        }
    }

    private static void hangUpOn(Served served) throws IOException {
        try (WireConnection connection = new WireConnection(served.port())) {
            connection.send(("POST /keyed/x HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n"
                            + "Idempotency-Key: key-of-alice\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> served.runs.get() == 1);
        }
    }

    private static String everythingOf(ILoggingEvent line) {
        StringBuilder text = new StringBuilder(line.getFormattedMessage());
        for (IThrowableProxy cause = line.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            text.append(cause.getClassName()).append(cause.getMessage());
            for (IThrowableProxy suppressed : cause.getSuppressed()) {
                text.append(suppressed.getMessage());
            }
        }
        return text.toString();
    }
}

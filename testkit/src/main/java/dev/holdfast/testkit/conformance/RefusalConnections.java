package dev.holdfast.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.OwnThread;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Whether a connection can be used after a refusal that left a body unread, or says that it cannot. Thread-safe. */
final class RefusalConnections {
    private static final String SLOW = "slow-until-told";

    private final CaseApplication application;
    private final int port;

    /** Works on an application behind the filter. */
    RefusalConnections(CaseApplication application, int port) {
        this.application = application;
        this.port = port;
    }

    Stream<DynamicTest> all() {
        Stream<DynamicTest> afterRefusals = Stream.of(0, 1000, RequestBodyCases.HELD + 1, 1_000_000)
                .flatMap(length -> Stream.of(false, true).flatMap(chunked -> each(length, chunked)));
        return Stream.concat(
                afterRefusals,
                Stream.of(
                        DynamicTest.dynamicTest("a body that is refused is not asked for", this::notAskedFor),
                        DynamicTest.dynamicTest("a body that nobody reads is asked for", this::askedFor)));
    }

    private Stream<DynamicTest> each(int length, boolean chunked) {
        String body = length + (chunked ? " bytes in chunks" : " bytes");
        byte[] bytes = RequestBodyCases.bytes(length);
        UnaryOperator<WireRequest> sent =
                request -> chunked ? request.body(bytes).chunked(8_000) : request.body(bytes);
        return Stream.of(
                DynamicTest.dynamicTest("key missing, " + body, () -> refused(sent.apply(request()), 400)),
                DynamicTest.dynamicTest(
                        "key malformed, " + body,
                        () -> refused(sent.apply(request().key("a b")), 400)),
                DynamicTest.dynamicTest("key reused, " + body, () -> reused(sent)),
                DynamicTest.dynamicTest("in flight, " + body, () -> inFlight(sent)));
    }

    private static WireRequest request() {
        return WireRequest.of("POST", "/case/" + SLOW).header("X-User", "alice");
    }

    private void refused(WireRequest request, int status) throws IOException {
        Transcript answer = request.transcribe(port);

        assertThat(answer.status()).as(answer.describe()).isEqualTo(status);
        assertThat(answer.whole()).isTrue();
        assertThat(answer.reusable() || answer.headers("Connection").contains("close"))
                .as("the connection goes on, or is said to end:\n%s", answer.describe())
                .isTrue();
    }

    private void reused(UnaryOperator<WireRequest> sent) throws IOException {
        String key = UUID.randomUUID().toString();
        application.handle(SLOW, (request, response, trace) -> response.setStatus(201));
        assertThat(request().key(key).body("another").transcribe(port).status()).isEqualTo(201);

        refused(sent.apply(request().key(key)), 422);
    }

    private void inFlight(UnaryOperator<WireRequest> sent) throws Exception {
        String key = UUID.randomUUID().toString();
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        application.handle(SLOW, (request, response, trace) -> {
            arrived.countDown();
            await(told);
        });
        WireRequest request = sent.apply(request().key(key));
        CompletableFuture<Transcript> first = CompletableFuture.supplyAsync(() -> transcribe(request), new OwnThread());
        try {
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            refused(request, 409);
        } finally {
            told.countDown();
        }
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    /** A container may ask of its own accord, and does so where no rule applies as well. */
    private void notAskedFor() throws IOException {
        application.handle(SLOW, (request, response, trace) -> response.setStatus(201));
        WireRequest request = request().header("Expect", "100-continue").body("body");
        Transcript unread = request.target("/open/" + SLOW).transcribe(port);
        Transcript answer = request.transcribe(port);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.interim()).isEqualTo(unread.interim());
        assertThat(answer.headers("Connection")).contains("close");
    }

    /** Whatever the handler does: without its body a request is not known from another. */
    private void askedFor() throws IOException {
        application.handle(SLOW, (request, response, trace) -> response.setStatus(201));
        WireRequest request = request()
                .key(UUID.randomUUID().toString())
                .header("Expect", "100-continue")
                .body("body");

        for (int i = 0; i < 2; i++) {
            Transcript answer = request.transcribe(port);
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.interim()).first().asString().startsWith("HTTP/1.1 100");
            assertThat(answer.reusable()).as(answer.describe()).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Transcript transcribe(WireRequest request) {
        try {
            return request.transcribe(port);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.holdfast.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;

/** Clients that are gone before they have their response, and come back with the same key. Thread-safe. */
final class HangUps {
    private static final String SLUG = "hang-up";
    private static final int PATIENCE_SECONDS = 20;
    private static final byte[] BLOCK = "0123456789abcdef".repeat(4096).getBytes(StandardCharsets.US_ASCII);
    private static final int BLOCKS = 1000;

    private final CaseApplication application;
    private final int port;

    /** Works on an application behind the filter. */
    HangUps(CaseApplication application, int port) {
        this.application = application;
        this.port = port;
    }

    Stream<DynamicTest> all() {
        return Stream.of(
                DynamicTest.dynamicTest("in the middle of the head", () -> midRequest(Sent.HALF_A_HEAD)),
                DynamicTest.dynamicTest("before the body", () -> midRequest(Sent.HEAD)),
                DynamicTest.dynamicTest("in the middle of the body", () -> midRequest(Sent.HALF_A_BODY)),
                DynamicTest.dynamicTest("in the middle of a chunk", () -> midRequest(Sent.HALF_OF_THE_CHUNKS)),
                DynamicTest.dynamicTest("in the middle of a large body", () -> midRequest(Sent.HALF_A_LARGE_BODY)),
                DynamicTest.dynamicTest("while the handler works", this::whileTheHandlerWorks),
                DynamicTest.dynamicTest("while an asynchronous handler works", this::whileAnAsynchronousHandlerWorks),
                DynamicTest.dynamicTest("in the middle of a download", () -> midDownload(false)),
                DynamicTest.dynamicTest("in the middle of an asynchronous download", () -> midDownload(true)));
    }

    /** How far the request came. */
    private enum Sent {
        HALF_A_HEAD(1000, false),
        HEAD(1000, false),
        HALF_A_BODY(1000, false),
        HALF_OF_THE_CHUNKS(1000, true),
        HALF_A_LARGE_BODY(1_000_000, true);

        private final int length;
        private final boolean chunked;

        Sent(int length, boolean chunked) {
            this.length = length;
            this.chunked = chunked;
        }

        WireRequest whole() {
            WireRequest request = request().body(RequestBodyCases.bytes(length));
            return chunked ? request.chunked(length / 5) : request;
        }

        byte[] part(WireRequest whole) {
            byte[] head = whole.head();
            byte[] all = whole.bytes();
            return switch (this) {
                case HALF_A_HEAD -> Arrays.copyOf(head, head.length / 2);
                case HEAD -> head;
                default -> Arrays.copyOf(all, (head.length + all.length) / 2);
            };
        }
    }

    private static WireRequest request() {
        return WireRequest.of("POST", "/case/" + SLUG)
                .header("X-User", "alice")
                .key(UUID.randomUUID().toString());
    }

    /** A handler that acts once it has read all. What it could not read to its end, it does not act upon. */
    private void midRequest(Sent sent) throws IOException {
        AtomicInteger acts = new AtomicInteger();
        application.handle(SLUG, (request, response, trace) -> {
            byte[] read = request.getInputStream().readAllBytes();
            if (read.length < sent.length) {
                throw new IOException("Of " + sent.length + " bytes came " + read.length);
            }
            response.setStatus(201);
            response.getOutputStream().print("act " + acts.incrementAndGet());
        });
        WireRequest whole = sent.whole();
        hangUpAfter(sent.part(whole));

        Transcript retry = settled(whole);

        assertThat(retry.status()).as(retry.describe()).isEqualTo(201);
        assertThat(retry.text()).isEqualTo("act 1");
        assertThat(acts).hasValue(1);
    }

    private void hangUpAfter(byte[] bytes) throws IOException {
        try (WireConnection connection = new WireConnection(port)) {
            connection.send(bytes);
            connection.reset();
        }
    }

    private void whileTheHandlerWorks() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        AtomicInteger acts = new AtomicInteger();
        application.handle(SLUG, (request, response, trace) -> {
            arrived.countDown();
            await(gone);
            response.setStatus(201);
            response.getOutputStream().print("act " + acts.incrementAndGet());
        });

        replayedTo(request(), arrived, gone, acts);
    }

    private void whileAnAsynchronousHandlerWorks() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        AtomicInteger acts = new AtomicInteger();
        application.handle(SLUG, (request, response, trace) -> {
            AsyncContext context = request.startAsync();
            new Thread(() -> {
                        arrived.countDown();
                        await(gone);
                        AsyncCases.io(() -> {
                            response.setStatus(201);
                            response.getOutputStream().print("act " + acts.incrementAndGet());
                        });
                        context.complete();
                    })
                    .start();
        });

        replayedTo(request(), arrived, gone, acts);
    }

    private void replayedTo(WireRequest request, CountDownLatch arrived, CountDownLatch gone, AtomicInteger acts)
            throws Exception {
        try (WireConnection connection = new WireConnection(port)) {
            connection.send(request.body("pay").bytes());
            await(arrived);
            connection.reset();
        } finally {
            gone.countDown();
        }

        Transcript retry = settled(request.body("pay"));

        assertThat(retry.status()).as(retry.describe()).isEqualTo(201);
        assertThat(retry.headers("Idempotency-Replayed")).containsExactly("true");
        assertThat(retry.text()).isEqualTo("act 1");
        assertThat(acts).hasValue(1);
    }

    /** Longer than any buffer between the two, so that the handler notices. */
    private void midDownload(boolean asynchronous) throws Exception {
        AtomicInteger acts = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        application.handle(SLUG, (request, response, trace) -> {
            acts.incrementAndGet();
            if (asynchronous) {
                AsyncContext context = request.startAsync();
                new Thread(() -> {
                            Trace.regardless(() -> download(response.getOutputStream()));
                            // which the container may have done, having seen the same
                            Trace.regardless(context::complete);
                            ended.countDown();
                        })
                        .start();
            } else {
                try {
                    download(response.getOutputStream());
                } finally {
                    ended.countDown();
                }
            }
        });
        WireRequest request = request();
        try (WireConnection connection = new WireConnection(port)) {
            connection.send(request.bytes());
            assertThat(connection.line()).startsWith("HTTP/1.1 200");
            connection.reset();
        }
        await(ended);

        Transcript retry = settled(request);

        assertThat(retry.status()).as(retry.describe()).isEqualTo(409);
        assertThat(retry.text()).contains("response-not-replayable");
        assertThat(acts).hasValue(1);
    }

    private static void download(ServletOutputStream out) throws IOException {
        for (int i = 0; i < BLOCKS; i++) {
            out.write(BLOCK);
        }
    }

    /** What a client gets that comes back for as long as it is told that its request is at work. */
    private Transcript settled(WireRequest request) {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(
                        () -> request.transcribe(port),
                        answer -> answer.status() != 409 || !answer.text().contains("request-in-flight"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests on virtual threads, which nothing of ours may hold to their carriers. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 6;
    private static final String PINNED = "jdk.VirtualThreadPinned";

    @ParameterizedTest
    @EnumSource(Database.class)
    void areNotPinned(Database kind, @TempDir Path directory) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(20);
        threads.setVirtualThreadsExecutor(virtualThreads());
        try (Shop shop = Shop.open(kind, 4, threads)) {
            PlainOrders orders = new PlainOrders(shop.database());
            shop.on("add", names -> {
                orders.add(names.get(0));
                return Thread.currentThread() + " " + orders.names().contains(names.get(0));
            });
            race(shop, "warm"); // a class that is loaded holds its thread

            List<RecordedEvent> pinned;
            try (Recording recording = new Recording()) {
                recording.enable(PINNED).withStackTrace().withoutThreshold();
                recording.start();
                race(shop, "hot");
                recording.stop();
                Path file = directory.resolve("pinned.jfr");
                recording.dump(file);
                pinned = RecordingFile.readAllEvents(file);
            }

            assertThat(pinned).noneMatch(VirtualThreadsTest::isOurs);
            assertThat(shop.rows()).hasSize(CLIENTS * REQUESTS);
            assertThat(shop.leftovers()).isEmpty();
            assertThat(shop.activeConnections()).isZero();
        }
    }

    /** By reflection: the release that this is compiled for has none. */
    private static Executor virtualThreads() throws ReflectiveOperationException {
        return (Executor)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    /** Each order is sent twice at once. */
    private static void race(Shop shop, String name) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<WireResponse>> answers = new ArrayList<>();
        for (int i = 0; i < CLIENTS * REQUESTS / 2; i++) {
            WireRequest request = Shop.request("/keyed/add", name + i);
            answers.add(clients.submit(() -> sendUntilAnswered(shop, request)));
            answers.add(clients.submit(() -> sendUntilAnswered(shop, request)));
        }
        for (Future<WireResponse> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(201);
            assertThat(answer.get().text()).startsWith("VirtualThread").endsWith("true");
        }
        clients.shutdown();
    }

    private static WireResponse sendUntilAnswered(Shop shop, WireRequest request)
            throws IOException, InterruptedException {
        WireResponse response = shop.send(request);
        while (response.status() == 409) {
            Thread.sleep(5);
            response = shop.send(request);
        }
        return response;
    }

    /** Whether what blocks is ours: a driver may do so as it likes, and is always called by way of us. */
    private static boolean isOurs(RecordedEvent event) {
        if (!event.getEventType().getName().equals(PINNED) || event.getStackTrace() == null) {
            return false;
        }
        return event.getStackTrace().getFrames().stream()
                .map(VirtualThreadsTest::typeName)
                .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk.") && !name.startsWith("sun."))
                .findFirst()
                .filter(name -> name.startsWith("dev.holdfast.") && !name.startsWith("dev.holdfast.compatibility."))
                .isPresent();
    }

    private static String typeName(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }
}

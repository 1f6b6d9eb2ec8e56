package dev.holdfast.servlet.internal.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayStreamTest {
    private static final int HELD = 100;

    private final Observed observed = new Observed();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean asyncStarted = true;

    @ParameterizedTest
    @CsvSource({"0, 1", "50, 2", "100, 3", "101, 4", "102, 5", "1000, 6", "20000, 7"})
    void theHandlerReadsTheBodyAsItWasSentHoweverItReads(int length, long seed) throws IOException {
        Random random = new Random(seed);
        ReplayStream stream = stream(length);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[300];

        for (int count = 0; count >= 0; ) {
            if (random.nextInt(3) == 0) {
                int one = stream.read();
                count = one < 0 ? -1 : 1;
                buffer[0] = (byte) one;
            } else {
                count = stream.read(buffer, 0, 1 + random.nextInt(buffer.length));
            }
            read.write(buffer, 0, Math.max(count, 0));
        }

        assertThat(read.toByteArray()).isEqualTo(body(length));
        assertThat(stream.isFinished()).isTrue();
        assertThat(stream.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {102, 1000, 20_000})
    void theObserverSeesTheRestOnceAndItsEndOnce(int length) throws IOException {
        ReplayStream stream = stream(length);

        stream.readAllBytes();
        assertThat(stream.read()).isEqualTo(-1);
        assertThat(stream.isFinished()).isTrue();

        assertThat(observed.bytes()).isEqualTo(Arrays.copyOfRange(body(length), HELD + 1, length));
        assertThat(observed.ends).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100})
    void ofABodyThatWasHeldWholeTheObserverSeesNothing(int length) throws IOException {
        stream(length).readAllBytes();

        assertThat(observed.bytes()).isEmpty();
        assertThat(observed.ends).isZero();
    }

    @ParameterizedTest
    @CsvSource({"50, 0", "100, 0", "101, 0", "102, 1", "500, 399"})
    void ofABodyThatIsReadInPartTheObserverSeesThatPart(int read, int seen) throws IOException {
        ReplayStream stream = stream(1000);

        assertThat(stream.readNBytes(read)).hasSize(read);

        assertThat(observed.bytes()).hasSize(seen);
        assertThat(observed.ends).isZero();
    }

    @Test
    void aHandlerThatAsksWhetherTheBodyIsFinishedHasSeenItsEnd() throws IOException {
        ReplayStream stream = stream(1000);
        int read = 0;

        while (!stream.isFinished()) {
            read += stream.read() < 0 ? 0 : 1;
        }

        assertThat(read).isEqualTo(1000);
        assertThat(observed.ends).isEqualTo(1);
    }

    @Test
    void nothingIsReadIntoNoRoom() throws IOException {
        ReplayStream stream = stream(1000);

        assertThat(stream.read(new byte[0], 0, 0)).isZero();
        assertThat(stream.readAllBytes()).hasSize(1000);
        assertThat(stream.read(new byte[5], 2, 0)).isZero();
    }

    @Test
    void whatIsHeldIsAvailableAndThenTheRest() throws IOException {
        ReplayStream stream = stream(1000);

        assertThat(stream.available()).isEqualTo(HELD + 1);
        assertThat(stream.readNBytes(HELD + 1)).hasSize(HELD + 1);
        assertThat(stream.available()).isEqualTo(1000 - HELD - 1);
        assertThat(stream.isReady()).isTrue();
        assertThat(stream.isFinished()).isFalse();
    }

    @Test
    void ofABodyThatWasHeldWholeNothingIsAvailableAfterIt() throws IOException {
        ReplayStream stream = stream(50);

        assertThat(stream.isFinished()).isFalse();
        assertThat(stream.available()).isEqualTo(50);
        stream.readAllBytes();

        assertThat(stream.available()).isZero();
        assertThat(stream.isReady()).isTrue();
        assertThat(stream.isFinished()).isTrue();
    }

    @Test
    void whetherItWasBegunIsKnown() throws IOException {
        ReplayStream stream = stream(50);

        assertThat(stream.begun()).isFalse();
        assertThat(stream.read()).isNotNegative();

        assertThat(stream.begun()).isTrue();
        assertThat(observed.begins).isEqualTo(1);
    }

    @Test
    void aClosedStreamDoesWhatTheContainersDoes() throws IOException {
        FakeStream rest = new FakeStream(body(10));
        ReplayStream stream = new ReplayStream(new BodyPrefix(body(50), false), rest, observed, request());

        stream.close();
        assertThat(rest.closed).isFalse();

        assertThat(stream.read()).isEqualTo(-1);
        assertThat(rest.closed).isTrue();
        assertThat(observed.bytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 100, 101, 102, 1000})
    void aListenerGetsTheBodyAndThenItsEnd(int length) throws IOException {
        ReplayStream stream = stream(length);
        Handler handler = new Handler(stream);

        stream.setReadListener(handler);
        runTasks();

        assertThat(handler.read.toByteArray()).isEqualTo(body(length));
        assertThat(handler.ends).isEqualTo(1);
        assertThat(handler.calls).isEqualTo(length == 0 ? 0 : 1);
        assertThat(observed.ends).isEqualTo(length > HELD ? 1 : 0);
    }

    @Test
    void aListenerThatReadsOnElsewhereIsToldOfTheEndOnce() throws IOException {
        ReplayStream stream = stream(1000);
        Handler handler = new Handler(stream);
        handler.patience = 10;
        stream.setReadListener(handler);
        runTasks();
        assertThat(handler.ends).isZero();

        stream.readAllBytes();
        assertThat(stream.read()).isEqualTo(-1);
        runTasks();

        assertThat(handler.ends).isEqualTo(1);
    }

    @Test
    void aListenerIsToldOfWhatGoesWrong() throws IOException {
        ReplayStream stream = stream(1000);
        Handler handler = new Handler(stream);
        handler.thrown = new IllegalStateException("planned");

        stream.setReadListener(handler);
        runTasks();

        assertThat(handler.failure).isSameAs(handler.thrown);
        assertThat(handler.ends).isZero();
    }

    @Test
    void aStreamHasOneListener() throws IOException {
        ReplayStream stream = stream(1000);
        stream.setReadListener(new Handler(stream));

        assertThatIllegalStateException().isThrownBy(() -> stream.setReadListener(new Handler(stream)));
    }

    @Test
    void withoutAsynchronousHandlingTheContainerRefusesAListener() throws IOException {
        FakeStream rest = new FakeStream(new byte[0]);
        ReplayStream stream = new ReplayStream(new BodyPrefix(body(50), true), rest, observed, request());
        asyncStarted = false;

        stream.setReadListener(new Handler(stream));

        assertThat(rest.listener).isNotNull();
    }

    @Test
    void ofABodyThatNobodyHasReadTheContainerTellsTheListener() throws IOException {
        FakeStream rest = new FakeStream(body(1000));
        ReplayStream stream = new ReplayStream(BodyPrefix.NONE, rest, observed, request());
        Handler handler = new Handler(stream);
        stream.setReadListener(handler);
        IOException failure = new IOException("connection broke");

        Objects.requireNonNull(rest.listener).onDataAvailable();
        rest.listener.onAllDataRead();
        rest.listener.onError(failure);

        assertThat(handler.read.toByteArray()).isEqualTo(body(1000)).isEqualTo(observed.bytes());
        assertThat(handler.ends).isEqualTo(1);
        assertThat(observed.ends).isEqualTo(1);
        assertThat(observed.unblocked).isTrue();
        assertThat(handler.failure).isSameAs(failure);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private ReplayedRequest request() {
        AsyncContext async = (AsyncContext) Proxy.newProxyInstance(
                ReplayStreamTest.class.getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, called, args) -> {
                    assertThat(called.getName()).isEqualTo("start");
                    tasks.add((Runnable) args[0]);
                    return null;
                });
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                ReplayStreamTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, called, args) -> "some container");
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                ReplayStreamTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, args) -> switch (called.getName()) {
                    case "isAsyncStarted" -> asyncStarted;
                    case "getServletContext" -> context;
                    default -> async;
                });
        return new ReplayedRequest(request, new ReplayedRequest.Source.Container());
    }

    private ReplayStream stream(int length) throws IOException {
        FakeStream body = new FakeStream(body(length));
        return new ReplayStream(BodyPrefix.read(body, HELD, -1), body, observed, request());
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        new Random(42).nextBytes(body);
        return body;
    }

    private static final class Observed implements BodyObserver {
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private int begins;
        private int ends;
        private boolean unblocked;

        @Override
        public void begun() {
            begins++;
        }

        @Override
        public void unblocked() {
            unblocked = true;
        }

        @Override
        public void read(byte[] bytes, int offset, int length) {
            seen.write(bytes, offset, length);
        }

        @Override
        public void end() {
            ends++;
        }

        byte[] bytes() {
            return seen.toByteArray();
        }
    }

    private static final class Handler implements ReadListener {
        private final ReplayStream stream;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private int calls;
        private int ends;
        private int patience = Integer.MAX_VALUE;
        private @Nullable RuntimeException thrown;
        private @Nullable Throwable failure;

        Handler(ReplayStream stream) {
            this.stream = stream;
        }

        @Override
        public void onDataAvailable() throws IOException {
            calls++;
            if (thrown != null) {
                throw thrown;
            }
            byte[] buffer = new byte[64];
            while (read.size() < patience && stream.isReady() && !stream.isFinished()) {
                read.write(buffer, 0, Math.max(stream.read(buffer), 0));
            }
        }

        @Override
        public void onAllDataRead() {
            ends++;
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
        }
    }
}

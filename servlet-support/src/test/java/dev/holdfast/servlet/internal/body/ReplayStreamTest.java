package dev.holdfast.servlet.internal.body;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayStreamTest {
    private static final int HELD = 100;

    private final Observed observed = new Observed();

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
    void aListenerGetsWhatIsHeldBeforeTheEnd() throws IOException {
        FakeStream rest = new FakeStream(new byte[0]);
        ReplayStream stream = new ReplayStream(new BodyPrefix(body(50), true), rest, observed);
        Handler handler = new Handler(stream);
        stream.setReadListener(handler);

        // the container has nothing left and says so at once
        Objects.requireNonNull(rest.listener).onAllDataRead();

        assertThat(handler.read.toByteArray()).isEqualTo(body(50));
        assertThat(handler.ends).isEqualTo(1);
        assertThat(observed.ends).isZero();
    }

    @Test
    void aListenerGetsWhatIsHeldAndThenTheRest() throws IOException {
        byte[] body = body(1000);
        FakeStream rest = new FakeStream(Arrays.copyOfRange(body, HELD + 1, 1000));
        ReplayStream stream = new ReplayStream(new BodyPrefix(Arrays.copyOf(body, HELD + 1), false), rest, observed);
        Handler handler = new Handler(stream);
        stream.setReadListener(handler);

        Objects.requireNonNull(rest.listener).onDataAvailable();
        rest.listener.onAllDataRead();

        assertThat(handler.read.toByteArray()).isEqualTo(body);
        assertThat(handler.ends).isEqualTo(1);
        assertThat(observed.ends).isEqualTo(1);
    }

    @Test
    void aListenerIsToldOfAFailure() {
        FakeStream rest = new FakeStream(new byte[0]);
        ReplayStream stream = new ReplayStream(new BodyPrefix(body(50), true), rest, observed);
        Handler handler = new Handler(stream);
        stream.setReadListener(handler);
        IOException failure = new IOException("connection broke");

        Objects.requireNonNull(rest.listener).onError(failure);

        assertThat(handler.failure).isSameAs(failure);
        assertThat(observed.ends).isZero();
    }

    private ReplayStream stream(int length) throws IOException {
        FakeStream body = new FakeStream(body(length));
        return new ReplayStream(BodyPrefix.read(body, HELD), body, observed);
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        new Random(42).nextBytes(body);
        return body;
    }

    private static final class Observed implements BodyObserver {
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private int ends;

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
        private int ends;
        private @Nullable Throwable failure;

        Handler(ReplayStream stream) {
            this.stream = stream;
        }

        @Override
        public void onDataAvailable() throws IOException {
            byte[] buffer = new byte[64];
            while (stream.isReady() && !stream.isFinished()) {
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

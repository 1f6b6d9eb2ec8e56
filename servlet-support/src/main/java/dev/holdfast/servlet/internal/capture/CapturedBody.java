package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The body of a captured response, and how far the response has come. One request. */
final class CapturedBody {
    private enum Output {
        UNUSED,
        STREAM,
        WRITER
    }

    private enum Phase {
        /** Held, and the handler may still change everything. */
        OPEN,
        /** Held, and committed as far as the handler can tell. */
        COMMITTED,
        /** Let go: bytes pass straight through. */
        STREAMING,
        /** Over: the container has it, and whatever still comes is its own affair. */
        SENT
    }

    private final Supplier<HttpServletResponse> target;
    private final int limit;
    private final StreamingListener listener;
    private final ServerHabits habits;

    private Phase phase = Phase.OPEN;
    private Output output = Output.UNUSED;
    private HeldBody held = new HeldBody();
    private long length = -1;
    private int flushes;
    private int flushedAt = Ending.Body.NEVER;
    private boolean closed;
    private boolean resized;
    private @Nullable PrintWriter writer;
    private @Nullable Charset charset;

    CapturedBody(Supplier<HttpServletResponse> target, int limit, StreamingListener listener, ServerHabits habits) {
        this.target = target;
        this.limit = limit;
        this.listener = listener;
        this.habits = habits;
    }

    /** Whether status and fields may still change; of a response that was sent, the container decides. */
    boolean open() {
        return phase == Phase.OPEN || phase == Phase.SENT;
    }

    boolean streaming() {
        return phase == Phase.STREAMING;
    }

    boolean passing() {
        return phase == Phase.STREAMING || phase == Phase.SENT;
    }

    boolean usedWriter() {
        return output == Output.WRITER;
    }

    long announcedLength() {
        return length;
    }

    /** What was written, in pieces. */
    List<ByteBuffer> pieces() {
        return held.pieces();
    }

    Ending.Body ending() {
        boolean isLong = flushedAt == Ending.Body.NEVER
                && habits.isLong(held.size(), target.get().getBufferSize());
        return new Ending.Body(held.bytes(), isLong ? 0 : flushedAt, closed);
    }

    /** The container says whether the other way of writing is taken: some forget it on a forward, and others do not. */
    ServletOutputStream stream(CaptureStream stream) throws IOException {
        target.get().getOutputStream();
        output = Output.STREAM;
        return stream;
    }

    PrintWriter writer(CapturingResponse response) throws IOException {
        if (phase == Phase.COMMITTED && output == Output.STREAM && !closed) {
            // some containers set the charset before they refuse, which shows as long as nothing has really been sent
            throw new IllegalStateException("getWriter() after getOutputStream()");
        }
        target.get().getWriter(); // Servlet 6.0 §5.6: this fixes the charset, and shows it in the content type
        Charset now = Charset.forName(target.get().getCharacterEncoding());
        if (writer == null || !now.equals(charset)) {
            charset = now;
            writer = habits.printer(new EncodingWriter(response, now), response::isIncluded);
        }
        output = Output.WRITER;
        return writer;
    }

    void write(byte[] bytes, int offset, int count) throws IOException {
        if (passing()) {
            target.get().getOutputStream().write(bytes, offset, count);
        } else if (!closed) {
            hold(bytes, offset, count);
        }
    }

    /** Characters that a writer need not encode, because the container's own does. */
    void pass(char[] chars, int offset, int count) throws IOException {
        target.get().getWriter().write(chars, offset, count);
    }

    private void hold(byte[] bytes, int offset, int count) throws IOException {
        flushes = 0;
        if (length >= 0 && held.size() + (long) count > length) {
            // more than was announced: each container has its own way to refuse that, and shows it to the handler
            held.write(bytes, offset, count);
            letGo();
            return;
        }
        held.write(bytes, offset, count);
        boolean reached = held.size() == length;
        boolean full =
                habits.isFull(held.size(), count, target.get().getBufferSize(), resized, output == Output.WRITER);
        if (full && flushedAt == Ending.Body.NEVER) {
            flushedAt = 0;
        }
        if (full || (reached && habits.commitsAtLength())) {
            commit();
        }
        if (reached && phase == Phase.COMMITTED && output == Output.WRITER && habits.closesAtLength()) {
            closed = true; // what it writes now is ignored
        }
        if (phase != Phase.STREAMING && held.size() > limit) {
            letGo();
        }
    }

    /** From now on the handler sees a committed response. */
    void commit() throws IOException {
        if (phase == Phase.OPEN) {
            phase = Phase.COMMITTED;
        }
        if (phase == Phase.COMMITTED && (limit < 0 || isEventStream())) {
            letGo();
        }
    }

    /** Servlet 6.0 §5.5: {@code sendError} and {@code sendRedirect} commit and clear the buffer. */
    void endEarly() {
        held = new HeldBody();
        phase = Phase.COMMITTED;
        closed = true;
    }

    private boolean isEventStream() {
        String type = target.get().getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    private void letGo() throws IOException {
        listener.streamingBegins();
        // of a response of which nothing is held, all that follows is as it is without the filter
        phase = limit < 0 ? Phase.SENT : Phase.STREAMING;
        byte[] soFar = held.bytes();
        held = new HeldBody();
        if (flushedAt != Ending.Body.NEVER) {
            target.get().flushBuffer();
        }
        writeThrough(soFar);
    }

    private void writeThrough(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        if (output == Output.WRITER && charset != null) {
            // the container allows one of the two, and its writer decided the charset
            target.get().getWriter().write(new String(bytes, charset));
        } else {
            target.get().getOutputStream().write(bytes);
        }
    }

    void announce(long bytes) throws IOException {
        length = bytes;
        if (bytes <= limit && phase == Phase.OPEN) {
            held.expect(bytes);
        }
        target.get().setContentLengthLong(bytes);
        if (phase == Phase.OPEN && length > 0 && held.size() >= length && habits.commitsWhenLengthIsSet()) {
            commit();
        }
    }

    /** The announcement is taken back, if the container takes it back too. */
    void unannounce() {
        if (habits.forgetsLength()) {
            length = -1;
        }
    }

    void flush() throws IOException {
        if (passing()) {
            flushTarget();
        } else if (!closed) {
            flushes++;
            if (flushedAt == Ending.Body.NEVER) {
                flushedAt = held.size();
            }
            commit();
            if (phase == Phase.STREAMING) {
                flushTarget();
            }
        }
    }

    private void flushTarget() throws IOException {
        if (output == Output.WRITER) {
            target.get().getWriter().flush();
        }
        target.get().flushBuffer();
    }

    /**
     * Nothing more is written.
     *
     * @param byForward whether the container may be closing what was forwarded to it
     */
    void close(boolean byForward) throws IOException {
        if (passing()) {
            closeTarget();
        } else if (!closed) {
            boolean flushOfTheContainer = byForward && habits.flushesBeforeClosingForward() && flushes == 1;
            if (flushOfTheContainer && flushedAt == held.size()) {
                flushedAt = Ending.Body.NEVER;
            }
            commit();
            if (phase == Phase.STREAMING) {
                closeTarget();
            }
            closed = true;
        }
    }

    private void closeTarget() throws IOException {
        if (output == Output.WRITER) {
            target.get().getWriter().close();
        } else {
            target.get().getOutputStream().close();
        }
    }

    void reset() {
        resetBuffer();
        output = Output.UNUSED;
        writer = null;
        charset = null;
        length = -1;
    }

    void resetBuffer() {
        held = new HeldBody();
    }

    void resize(int size) {
        if (!passing() && (held.size() > 0 || !open())) {
            throw new IllegalStateException("setBufferSize() after content was written");
        }
        target.get().setBufferSize(size);
        resized = true;
    }

    /** Whether the container is still to be given this. From the first answer on, it has it. */
    boolean handOver() {
        boolean due = phase == Phase.OPEN || phase == Phase.COMMITTED;
        if (due) {
            phase = Phase.SENT;
        }
        return due;
    }

    /** Gives the container what was held, the way the handler did. */
    void send() throws IOException {
        if (output == Output.WRITER) {
            sendText(held.bytes());
        } else if (flushedAt == Ending.Body.NEVER) {
            held.writeTo(target.get());
        } else {
            held.writeTo(target.get(), 0, flushedAt);
            flushTarget();
            held.writeTo(target.get(), flushedAt, held.size());
        }
        if (closed) {
            closeTarget();
        }
    }

    private void sendText(byte[] bytes) throws IOException {
        int begin = flushedAt == Ending.Body.NEVER || keepsState(charset) ? 0 : flushedAt;
        writeThrough(Arrays.copyOf(bytes, begin));
        if (flushedAt != Ending.Body.NEVER) {
            flushTarget();
        }
        writeThrough(begin == 0 ? bytes : Arrays.copyOfRange(bytes, begin, bytes.length));
    }

    /** Of such an encoding no part can be read without what stands before it. */
    private static boolean keepsState(@Nullable Charset charset) {
        return charset != null && charset.name().startsWith("ISO-2022");
    }
}

package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is held back, so that it can be recorded before its first byte goes out.
 *
 * <p>One request; as thread-safe as a container's own response, that is, not.
 */
/*
 * How a response is captured
 *
 * Header fields and status go straight to the container's response: only it knows what a charset does to a content
 * type, or a locale to a language. What the chain set is the difference between two snapshots. The body is held, so
 * the container never commits by itself, and everything can still be taken back.
 *
 * A handler can nevertheless tell a committed response from another, and some rely on it. So the wrapper commits
 * towards the handler when the container would have: on a flush, on a close, and when more is written than the
 * buffer takes. From then on header fields stand still and a reset fails (Servlet 6.0 §5.1), while to the client
 * nothing has been sent.
 *
 * A response that outgrows its limit, and one that is an event stream, is let go: the listener is told, what was held
 * is written through, and from then on everything passes.
 */
public final class CapturingResponse extends HttpServletResponseWrapper {
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
        /** Over: the container has it. */
        SENT
    }

    private final HttpServletResponse target;
    private final int limit;
    private final StreamingListener listener;
    private final HeaderSnapshot before;
    private final CaptureStream stream = new CaptureStream(this);
    private Supplier<AsyncContext> async = () -> {
        throw new IllegalStateException("A WriteListener needs an asynchronous request");
    };

    private Phase phase = Phase.OPEN;
    private Output output = Output.UNUSED;
    private boolean flushed;
    private HeldBody held = new HeldBody();
    private @Nullable PrintWriter writer;
    private @Nullable Charset charset;
    private @Nullable Ending early;
    private @Nullable Supplier<Map<String, String>> trailers;
    private long contentLength = -1;

    /**
     * Begins to hold a response back.
     *
     * @param limit how many bytes of body are held at most
     * @param listener told when that was not enough
     */
    public CapturingResponse(HttpServletResponse target, int limit, StreamingListener listener) {
        super(target);
        this.target = target;
        this.limit = limit;
        this.listener = listener;
        this.before = HeaderSnapshot.of(target);
    }

    /** Tells where the asynchronous context of this request is to be had, once there is one. */
    void runAsync(Supplier<AsyncContext> context) {
        this.async = context;
    }

    /** The response as the chain left it; empty if it was let go and cannot be given again. */
    public Optional<Snapshot> snapshot() {
        if (phase == Phase.STREAMING) {
            return Optional.empty();
        }
        return Optional.of(new Snapshot(status(), headerChanges(), ending(), trailers()));
    }

    /** The status the client will see. */
    public int status() {
        if (early instanceof Ending.SentError error) {
            return error.status();
        }
        return early instanceof Ending.Redirect ? SC_FOUND : target.getStatus();
    }

    /** Whether bytes pass straight through to the client. */
    public boolean streaming() {
        return phase == Phase.STREAMING;
    }

    /** Hands what was held to the container. Does nothing the second time, or when it streamed. */
    public void send() throws IOException {
        if (phase == Phase.SENT || phase == Phase.STREAMING) {
            return;
        }
        phase = Phase.SENT;
        if (early != null) {
            early.applyTo(target);
            return;
        }
        if (flushed) {
            target.flushBuffer();
        }
        writeThrough(held.bytes());
    }

    /** Drops the held body; header fields and status stay, for the container's own error handling to find. */
    public void discard() {
        if (phase != Phase.STREAMING) {
            phase = Phase.SENT;
            held = new HeldBody();
        }
    }

    /**
     * Takes back whatever the chain did, so that another answer can be given instead.
     *
     * @return the response as it was before the chain ran; empty if the client has already seen a part of it
     */
    public Optional<HttpServletResponse> takeBack() {
        if (phase == Phase.STREAMING || target.isCommitted()) {
            return Optional.empty();
        }
        discard();
        target.reset();
        before.applyTo(target);
        return Optional.of(target);
    }

    private List<HeaderChange> headerChanges() {
        List<HeaderChange> changes = new ArrayList<>(HeaderSnapshot.of(target).since(before));
        if (contentLength >= 0) {
            changes.add(new HeaderChange("Content-Length", List.of(Long.toString(contentLength)), true));
        }
        return changes;
    }

    private Ending ending() {
        return early != null ? early : new Ending.Body(held.bytes());
    }

    private Map<String, String> trailers() {
        Map<String, String> fields = trailers == null ? null : trailers.get();
        return fields == null ? Map.of() : fields;
    }

    // --- body

    void write(byte[] bytes, int offset, int length) throws IOException {
        if (phase == Phase.STREAMING) {
            writeThrough(Arrays.copyOfRange(bytes, offset, offset + length));
        } else if (phase != Phase.SENT && early == null) {
            hold(bytes, offset, length);
        }
    }

    private void hold(byte[] bytes, int offset, int length) throws IOException {
        held.write(bytes, offset, length);
        if (held.size() > target.getBufferSize() || (contentLength >= 0 && held.size() >= contentLength)) {
            commit();
        }
        if (held.size() > limit) {
            letGo();
        }
    }

    private void commit() throws IOException {
        if (phase == Phase.OPEN) {
            phase = Phase.COMMITTED;
        }
        if (phase == Phase.COMMITTED && early == null && isEventStream()) {
            letGo();
        }
    }

    private boolean isEventStream() {
        String type = target.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    private void letGo() throws IOException {
        listener.streamingBegins();
        phase = Phase.STREAMING;
        byte[] soFar = held.bytes();
        held = new HeldBody();
        writeThrough(soFar);
    }

    private void writeThrough(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        if (output == Output.WRITER) {
            // the container allows one of the two, and its writer decided the charset
            target.getWriter().write(new String(bytes, charset()));
        } else {
            target.getOutputStream().write(bytes);
        }
    }

    private Charset charset() {
        if (charset == null) {
            charset = Charset.forName(target.getCharacterEncoding());
        }
        return charset;
    }

    void closeByHandler() throws IOException {
        if (phase == Phase.STREAMING) {
            closeTarget();
        } else {
            commit();
        }
    }

    private void closeTarget() throws IOException {
        if (output == Output.WRITER) {
            target.getWriter().close();
        } else {
            target.getOutputStream().close();
        }
    }

    void writeWhenPossible(WriteListener listener) {
        async.get().start(() -> {
            try {
                listener.onWritePossible();
            } catch (IOException | RuntimeException e) {
                listener.onError(e);
            }
        });
    }

    @Override
    public ServletOutputStream getOutputStream() {
        if (output == Output.WRITER) {
            throw new IllegalStateException("getWriter() has been called for this response");
        }
        output = Output.STREAM;
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (output == Output.STREAM) {
            throw new IllegalStateException("getOutputStream() has been called for this response");
        }
        if (writer == null) {
            target.getWriter(); // Servlet 6.0 §5.6: this fixes the charset, and shows it in the content type
            writer = new PrintWriter(new EncodingWriter(this, charset()));
        }
        output = Output.WRITER;
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (phase == Phase.STREAMING) {
            flushTarget();
        } else if (phase != Phase.SENT) {
            flushed = flushed || early == null;
            commit();
            if (phase == Phase.STREAMING) {
                flushTarget();
            }
        }
    }

    private void flushTarget() throws IOException {
        if (output == Output.WRITER) {
            target.getWriter().flush();
        }
        target.flushBuffer();
    }

    @Override
    public boolean isCommitted() {
        return phase != Phase.OPEN || target.isCommitted();
    }

    @Override
    public void reset() {
        requireOpen("reset()");
        target.reset();
        forgetBody();
        output = Output.UNUSED;
        writer = null;
        charset = null;
        trailers = null;
        contentLength = -1;
    }

    @Override
    public void resetBuffer() {
        requireOpen("resetBuffer()");
        target.resetBuffer();
        forgetBody();
    }

    private void forgetBody() {
        held = new HeldBody();
    }

    private void requireOpen(String call) {
        if (isCommitted()) {
            throw new IllegalStateException(call + " after the response was committed");
        }
    }

    @Override
    public void setBufferSize(int size) {
        if (held.size() > 0 || isCommitted()) {
            throw new IllegalStateException("setBufferSize() after content was written");
        }
        target.setBufferSize(size);
    }

    // --- endings

    @Override
    public void sendError(int status) throws IOException {
        end(new Ending.SentError(status, null), "sendError()");
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        end(new Ending.SentError(status, message), "sendError()");
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (location == null) {
            throw new IllegalArgumentException("sendRedirect() without a location");
        }
        end(new Ending.Redirect(location), "sendRedirect()");
    }

    /** Servlet 6.1's, which a container of that version calls. */
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        requireOpen("sendRedirect()");
        if (status == SC_FOUND && clearBuffer) {
            sendRedirect(location);
            return;
        }
        if (clearBuffer) {
            resetBuffer();
        }
        target.setStatus(status);
        target.setHeader("Location", location);
        phase = Phase.COMMITTED;
    }

    /** Servlet 6.1's. */
    public void sendRedirect(String location, int status) throws IOException {
        sendRedirect(location, status, true);
    }

    /** Servlet 6.1's. */
    public void sendRedirect(String location, boolean clearBuffer) throws IOException {
        sendRedirect(location, SC_FOUND, clearBuffer);
    }

    private void end(Ending how, String call) throws IOException {
        if (phase == Phase.STREAMING) {
            how.applyTo(target); // committed: the container says what it always says
            return;
        }
        requireOpen(call);
        forgetBody();
        early = how;
        phase = Phase.COMMITTED;
    }

    // --- header fields: after the commit they stand still (Servlet 6.0 §5.1)

    private boolean open() {
        return phase == Phase.OPEN;
    }

    @Override
    public void setStatus(int status) {
        if (open()) {
            target.setStatus(status);
        }
    }

    @Override
    public int getStatus() {
        return status();
    }

    @Override
    public void setHeader(String name, String value) {
        if (open() && !isLength(name, value)) {
            target.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (open() && !isLength(name, value)) {
            target.addHeader(name, value);
        }
    }

    private boolean isLength(String name, @Nullable String value) {
        if (!name.equalsIgnoreCase("Content-Length") || value == null) {
            return false;
        }
        try {
            setContentLengthLong(Long.parseLong(value.strip()));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (open()) {
            target.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (open()) {
            target.addDateHeader(name, date);
        }
    }

    @Override
    public void addCookie(Cookie cookie) {
        if (open()) {
            target.addCookie(cookie);
        }
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        if (open()) {
            contentLength = length;
            target.setContentLengthLong(length);
            commitIfFull();
        }
    }

    private void commitIfFull() {
        if (contentLength > 0 && held.size() >= contentLength) {
            try {
                commit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void setContentType(String type) {
        if (open()) {
            target.setContentType(type);
        }
    }

    @Override
    public void setCharacterEncoding(String encoding) {
        if (open()) {
            target.setCharacterEncoding(encoding);
        }
    }

    @Override
    public void setLocale(Locale locale) {
        if (open()) {
            target.setLocale(locale);
        }
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> supplier) {
        requireOpen("setTrailerFields()");
        target.setTrailerFields(supplier);
        trailers = supplier;
    }

    @Override
    public @Nullable Supplier<Map<String, String>> getTrailerFields() {
        return trailers;
    }
}

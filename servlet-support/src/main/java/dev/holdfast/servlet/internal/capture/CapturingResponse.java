package dev.holdfast.servlet.internal.capture;

import dev.holdfast.servlet.internal.http.HttpDate;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Instant;
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
 * A response that outgrows its limit, one that is an event stream, and one with more bytes than it announced, is let
 * go: the listener is told, what was held is written through, and from then on everything passes.
 *
 * Containers put a wrapper of their own under this one while a dispatch lasts, so the response below is asked for each
 * time.
 */
public final class CapturingResponse extends HttpServletResponseWrapper {
    /** A limit: nothing is held, and the listener is told before the first byte goes out. */
    public static final int NOTHING_HELD = -1;

    private final ServerHabits habits;
    private final boolean aroundWrapper;
    private final CapturedBody body;
    private final CapturedFields fields;
    private final CaptureStream stream;
    private final WriteListening listening = new WriteListening();
    private @Nullable CapturedRequest request;
    private @Nullable Ending early;
    private int includes;
    private boolean errorsPass;

    /**
     * Begins to hold a response back.
     *
     * @param request what it answers
     * @param limit how many bytes of body are held at most, or {@link #NOTHING_HELD}
     * @param listener told when that was not enough
     */
    public CapturingResponse(
            HttpServletRequest request, HttpServletResponse response, int limit, StreamingListener listener) {
        super(OpaqueResponse.covering(response));
        this.aroundWrapper = response instanceof ServletResponseWrapper;
        this.habits = ServerHabits.of(request.getServletContext());
        this.body = new CapturedBody(this::target, limit, listener, habits);
        this.fields = new CapturedFields(this::target);
        this.stream = new CaptureStream(this, habits.printsInCharset());
    }

    private HttpServletResponse target() {
        return (HttpServletResponse) getResponse();
    }

    CapturedBody body() {
        return body;
    }

    boolean isAroundWrapper() {
        return aroundWrapper;
    }

    void answers(CapturedRequest captured) {
        this.request = captured;
    }

    /** The container comes back, past the capture, with another response of its own. */
    void continueAs(HttpServletResponse given) {
        setResponse(OpaqueResponse.covering(given));
    }

    boolean ignoresLateCompletion() {
        return habits.ignoresLateCompletion();
    }

    boolean refusesSession() {
        return habits.refusesLateSession() && !body.passing() && isCommitted();
    }

    /** After a listener failed that was to complete it. */
    void failUnlessCompleted(AsyncContext async) {
        try {
            if (!body.passing()) {
                if (early == null && body.open()) {
                    sendError(SC_INTERNAL_SERVER_ERROR);
                }
                async.complete();
            }
        } catch (IOException | IllegalStateException e) {
            // it is complete
        }
    }

    boolean isIncluded() {
        return includes > 0 || (request != null && request.isIncluded());
    }

    // --- for the filter

    /** The response as the chain left it; empty if it was let go and cannot be given again. */
    public Optional<Snapshot> snapshot() {
        if (body.streaming()) {
            return Optional.empty();
        }
        return Optional.of(fields.snapshot(status(), body.announcedLength(), ending()));
    }

    /** What was written, in pieces; empty if it was let go, or ended otherwise. */
    public Optional<List<ByteBuffer>> content() {
        return body.passing() || early != null ? Optional.empty() : Optional.of(body.pieces());
    }

    private Ending ending() {
        if (early instanceof Ending.SentError error) {
            return new Ending.SentError(error.status(), error.message(), body.usedWriter(), fields.late());
        }
        return early instanceof Ending.Redirect redirect
                ? new Ending.Redirect(redirect.location(), fields.late())
                : body.ending();
    }

    /** The status the client will see. */
    public int status() {
        if (early instanceof Ending.SentError error) {
            return error.status();
        }
        return early instanceof Ending.Redirect ? SC_FOUND : target().getStatus();
    }

    /** Whether bytes pass straight through to the client. */
    public boolean streaming() {
        return body.streaming();
    }

    /** Hands what was held to the container. Does nothing the second time, or when it streamed. */
    public void send() throws IOException {
        if (!body.handOver()) {
            return;
        }
        if (early == null) {
            body.send();
        } else {
            ending().applyTo(target());
        }
    }

    /**
     * Takes back whatever the chain did, so that another answer can be given instead.
     *
     * @return the response as it was before the chain ran; empty if the client has already seen a part of it
     */
    public Optional<HttpServletResponse> takeBack() {
        if (body.streaming() || target().isCommitted()) {
            return Optional.empty();
        }
        body.handOver();
        target().reset();
        fields.restore();
        return Optional.of(target());
    }

    /**
     * From now on {@code sendError} reaches the container when it is called: some containers report their own failures that
     * way, after the last moment at which the filter could pass them on.
     */
    public void passErrors() {
        errorsPass = true;
    }

    // --- for the dispatches of the handler

    /** Servlet 6.0 §9.4: what was written and not committed is cleared, whichever response the container clears. */
    void beginForward() {
        requireOpen("forward()");
        resetBuffer();
    }

    /** Servlet 6.0 §9.3: what is included cannot end the response, and its container sees to that. */
    void beginInclude() {
        includes++;
    }

    void endInclude() {
        includes--;
    }

    // --- body

    void closeByHandler() throws IOException {
        if (!isIncluded() || !habits.ignoresCloseOfIncluded()) {
            body.close(request != null && request.isForwarded());
        }
    }

    void writeWhenPossible(@Nullable WriteListener listener) throws IOException {
        if (listener == null) {
            target().getOutputStream().setWriteListener(listener); // which is the container's to judge
            return;
        }
        if (request == null) {
            throw new IllegalStateException("A WriteListener needs an asynchronous request");
        }
        AsyncContext async = request.getAsyncContext();
        listening.set(listener, async, request.callbacks(), this);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        try {
            return body.stream(stream);
        } catch (IllegalStateException e) {
            if (early == null) {
                throw e;
            }
            return stream; // which is closed
        }
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (early != null && request != null && request.isForwarded()) {
            // a container that closes what it forwarded, and does so past wrappers if there are none
            return new PrintWriter(Writer.nullWriter());
        }
        try {
            return body.writer(this);
        } catch (IllegalStateException e) {
            if (early == null) {
                throw e;
            }
            return new PrintWriter(Writer.nullWriter()); // whoever asks now writes in vain
        }
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!isIncluded() || !habits.ignoresFlushOfIncluded()) {
            body.flush();
        }
    }

    @Override
    public boolean isCommitted() {
        return !body.open() || target().isCommitted();
    }

    @Override
    public void reset() {
        if (isIncluded() && habits.ignoresResetOfIncluded()) {
            target().reset(); // says what it always says
            return;
        }
        requireOpen("reset()");
        target().reset();
        body.reset();
        fields.forget();
    }

    @Override
    public void resetBuffer() {
        requireOpen("resetBuffer()");
        target().resetBuffer();
        body.resetBuffer();
    }

    private void requireOpen(String call) {
        if (isCommitted()) {
            throw new IllegalStateException(call + " after the response was committed");
        }
    }

    @Override
    public void setBufferSize(int size) {
        body.resize(size);
    }

    // --- endings

    @Override
    public void sendError(int status) throws IOException {
        sendError(status, null);
    }

    @Override
    public void sendError(int status, @Nullable String message) throws IOException {
        if (status < 200) {
            interim(status, message);
        } else {
            end(new Ending.SentError(status, message, body.usedWriter(), List.of()), "sendError()");
        }
    }

    /** Some containers send an interim response (RFC 9110 §15.2), and the handler goes on; to others it is an error. */
    private void interim(int status, @Nullable String message) throws IOException {
        target().sendError(status, message);
        if (target().isCommitted()) {
            body.endEarly();
            body.handOver();
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (location == null) {
            throw new IllegalArgumentException("sendRedirect() without a location");
        }
        end(new Ending.Redirect(location, List.of()), "sendRedirect()");
    }

    /** Servlet 6.1's, which a container of that version calls. */
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        if (status == SC_FOUND && clearBuffer) {
            sendRedirect(location);
            return;
        }
        requireOpen("sendRedirect()");
        if (clearBuffer) {
            resetBuffer();
        }
        target().setStatus(status);
        target().setHeader("Location", location);
        body.close(false);
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
        if (isIncluded() && how instanceof Ending.Redirect && habits.clearsForIncludedRedirect()) {
            body.resetBuffer();
        }
        if (isIncluded() || body.passing()) {
            how.applyTo(target()); // the container says what it always says
        } else if (early == null) {
            requireOpen(call);
            early = how;
            body.endEarly();
            if (errorsPass) {
                send();
            }
        } // else: some containers refuse a second one and others do not, and a handler must not fail for the filter
    }

    // --- status and header fields: after the commit they stand still (Servlet 6.0 §5.1)

    @Override
    public void setStatus(int status) {
        if (body.open()) {
            target().setStatus(status);
        }
    }

    @Override
    public int getStatus() {
        return status();
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (early != null) {
            fields.later(name, value, true);
        } else if (body.open() && !isLength(name, value)) {
            fields.set(name, value);
        }
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (early != null) {
            fields.later(name, value, false);
        } else if (body.open() && !isLength(name, value)) {
            if (isIncluded()) {
                target().addHeader(name, value); // or not, and then it is not to be remembered either
            } else {
                fields.add(name, value);
            }
        }
    }

    private boolean isLength(String name, @Nullable String value) {
        if (!name.equalsIgnoreCase("Content-Length") || isIncluded()) {
            return false;
        }
        if (value == null) {
            body.unannounce();
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
        if (early != null) {
            fields.later(name, HttpDate.format(Instant.ofEpochMilli(date)), true);
        } else if (body.open()) {
            target().setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (early != null) {
            fields.later(name, HttpDate.format(Instant.ofEpochMilli(date)), false);
        } else if (body.open()) {
            target().addDateHeader(name, date);
        }
    }

    @Override
    public void addCookie(Cookie cookie) {
        if (body.open()) {
            if (isIncluded()) {
                target().addCookie(cookie);
            } else {
                fields.addCookie(cookie);
            }
        }
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        if (isIncluded()) {
            target().setContentLengthLong(length);
        } else if (body.open()) {
            try {
                body.announce(length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void setContentType(@Nullable String type) {
        if (body.open()) {
            fields.setContentType(type);
        }
    }

    @Override
    public void setCharacterEncoding(@Nullable String encoding) {
        if (body.open()) {
            fields.setCharacterEncoding(encoding);
        }
    }

    /** Servlet 6.1's, which would otherwise go past this wrapper. */
    public void setCharacterEncoding(@Nullable Charset encoding) {
        setCharacterEncoding(encoding == null ? null : encoding.name());
    }

    @Override
    public void setLocale(@Nullable Locale locale) {
        if (body.open()) {
            if (isIncluded()) {
                target().setLocale(locale);
            } else {
                fields.setLocale(locale);
            }
        }
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> supplier) {
        fields.setTrailers(supplier);
    }

    @Override
    public @Nullable Supplier<Map<String, String>> getTrailerFields() {
        return fields.trailerSupplier();
    }
}

package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a handler ended its response. */
public sealed interface Ending {
    /** Less than any container's buffer, or what it gathers before it looks for the next. */
    int PIECE = 2048;

    /** In pieces: some containers commit a response at once, without its length, when much is written in one go. */
    static void inPieces(HttpServletResponse response, byte[] bytes, int length) throws IOException {
        for (int at = 0; at < length; at += PIECE) {
            response.getOutputStream().write(bytes, at, Math.min(PIECE, length - at));
        }
    }

    /** Ends a response that has its status and header fields the same way. */
    void applyTo(HttpServletResponse response) throws IOException;

    /**
     * It wrote a body, which may be empty.
     *
     * @param bytes shared, not to be changed
     * @param flushedAt after how many bytes it began to go out, before its end was known, and so in chunks unless its length
     *     was announced; {@link #NEVER} if it went out in one piece
     * @param closed whether the handler closed it, so that nobody can write more
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Body(byte[] bytes, int flushedAt, boolean closed) implements Ending {
        /** It was not flushed. */
        public static final int NEVER = -1;

        /** A body in one piece. */
        public Body(byte[] bytes) {
            this(bytes, NEVER, false);
        }

        @Override
        public void applyTo(HttpServletResponse response) throws IOException {
            if (flushedAt != NEVER) {
                write(response, 0, flushedAt);
                response.flushBuffer();
                write(response, flushedAt, bytes.length - flushedAt);
            } else {
                if (bytes.length >= response.getBufferSize()) {
                    response.setContentLengthLong(bytes.length); // its handler had made the buffer larger
                }
                inPieces(response, bytes, bytes.length);
            }
            if (closed) {
                response.getOutputStream().close();
            }
        }

        private void write(HttpServletResponse response, int from, int count) throws IOException {
            if (count > 0) {
                response.getOutputStream().write(bytes, from, count);
            }
        }
    }

    /**
     * It called {@code sendError}: the container's own error page follows, now and on every replay.
     *
     * @param usedWriter whether it had asked for the writer, whose charset containers keep for the error page
     * @param late the header fields that were set afterwards, which some containers honour
     */
    record SentError(int status, @Nullable String message, boolean usedWriter, List<HeaderChange> late)
            implements Ending {

        /** Copies the list. */
        public SentError {
            late = List.copyOf(late);
        }

        @Override
        public void applyTo(HttpServletResponse response) throws IOException {
            if (usedWriter) {
                response.getWriter();
            }
            if (message == null) {
                response.sendError(status);
            } else {
                response.sendError(status, message);
            }
            late.forEach(change -> change.applyTo(response));
        }
    }

    /**
     * It called {@code sendRedirect}.
     *
     * @param location as it was given; the container makes it absolute or not
     * @param late the header fields that were set afterwards, which some containers honour
     */
    record Redirect(String location, List<HeaderChange> late) implements Ending {

        /** Copies the list. */
        public Redirect {
            late = List.copyOf(late);
        }

        @Override
        public void applyTo(HttpServletResponse response) throws IOException {
            response.sendRedirect(location);
            late.forEach(change -> change.applyTo(response));
        }
    }
}

package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a handler ended its response. */
public sealed interface Ending {

    /** Ends a response that has its status and header fields the same way. */
    void applyTo(HttpServletResponse response) throws IOException;

    /**
     * It wrote a body, which may be empty.
     *
     * @param bytes shared, not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Body(byte[] bytes) implements Ending {
        @Override
        public void applyTo(HttpServletResponse response) throws IOException {
            if (bytes.length > 0) {
                response.getOutputStream().write(bytes);
            }
        }
    }

    /** It called {@code sendError}: the container's own error page follows, now and on every replay. */
    record SentError(int status, @Nullable String message) implements Ending {
        @Override
        public void applyTo(HttpServletResponse response) throws IOException {
            if (message == null) {
                response.sendError(status);
            } else {
                response.sendError(status, message);
            }
        }
    }

    /** It called {@code sendRedirect} with this location, which the container makes absolute or not. */
    record Redirect(String location) implements Ending {
        @Override
        public void applyTo(HttpServletResponse response) throws IOException {
            response.sendRedirect(location);
        }
    }
}

package dev.holdfast.servlet.internal.body;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** What is left of a body when a request is answered without it. */
public final class UnreadBody {
    private static final String ASKED = UnreadBody.class.getName() + ".asked";

    private UnreadBody() {}

    /** Notes that this request's body is read: a client that waits to be asked for it has been asked. */
    public static void asked(HttpServletRequest request) {
        request.setAttribute(ASKED, true);
    }

    /**
     * Sees to it that the client may use its connection again, or learns that it may not. What the server has not read
     * stands between this response and the next request (RFC 9112 section 9.3), and a server that gives up on it closes
     * the connection under a client that believes it open.
     *
     * @param limit how many bytes are read and forgotten at most
     */
    public static void settle(HttpServletRequest request, HttpServletResponse response, int limit) {
        boolean read = !awaitsContinue(request) && readsToEnd(request, limit);
        if (!read && !response.isCommitted() && request.getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
        }
    }

    /** RFC 9110 §10.1.1: such a client has not sent its body, and reading would ask it to. */
    private static boolean awaitsContinue(HttpServletRequest request) {
        return request.getAttribute(ASKED) == null && "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
    }

    private static boolean readsToEnd(HttpServletRequest request, int limit) {
        try {
            InputStream body = request.getInputStream();
            byte[] buffer = new byte[Math.min(limit, 8192)];
            for (int left = limit; left > 0; ) {
                int count = body.read(buffer, 0, Math.min(buffer.length, left));
                if (count < 0) {
                    return true;
                }
                left -= count;
            }
            return body.read() < 0;
        } catch (IllegalStateException e) {
            return true; // somebody has its reader, and it is theirs to read
        } catch (IOException e) {
            return false;
        }
    }
}

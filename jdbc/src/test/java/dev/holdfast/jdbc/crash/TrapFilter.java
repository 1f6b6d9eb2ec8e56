package dev.holdfast.jdbc.crash;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Sets the trap that a request asks for, and watches what goes out to the client. It comes before any other filter. */
final class TrapFilter extends HttpFilter {
    static final String FIELD = "Die-At";

    private static final long serialVersionUID = 1;
    private static final int SENT = 100_000;

    private final transient Trap trap;

    TrapFilter(Trap trap) {
        this.trap = trap;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String death = request.getHeader(FIELD);
        if (death == null) {
            chain.doFilter(request, response);
            return;
        }
        String[] where = death.split(" ", 2);
        trap.set(Step.valueOf(where[0]), Trap.Way.valueOf(where[1]));
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public ServletOutputStream getOutputStream() throws IOException {
                return new Watched(super.getOutputStream());
            }
        });
    }

    /** Lets some of the response through, and then the trap knows. */
    private final class Watched extends ServletOutputStream {
        private final ServletOutputStream out;
        private int sent;

        Watched(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int first = Math.min(length, Math.max(0, SENT - sent));
            out.write(bytes, from, first);
            sent += first;
            if (sent == SENT) {
                out.flush();
                trap.reached(Step.IN_RESPONSE);
            }
            out.write(bytes, from + first, length - first);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}

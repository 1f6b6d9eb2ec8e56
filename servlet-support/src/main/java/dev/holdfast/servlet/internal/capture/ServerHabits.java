package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.ServletContext;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.function.BooleanSupplier;

/** What one server does and others do not, where no call of the Servlet API tells. Immutable. */
enum ServerHabits {
    /** Commits when more is written than the buffer takes; a writer has a buffer of its own before that. */
    TOMCAT {
        private static final int WRITER_BUFFER = 8192;

        @Override
        boolean isFull(int held, int written, int buffer, boolean resized, boolean byWriter) {
            return held > (byWriter ? buffer + WRITER_BUFFER : buffer);
        }

        @Override
        boolean isLong(int held, int buffer) {
            return held > buffer;
        }

        @Override
        boolean ignoresResetOfIncluded() {
            return true;
        }

        @Override
        boolean refusesLateSession() {
            return true;
        }
    },
    /** Commits when the buffer is full, or at once when a quarter of it is written in one go. */
    JETTY {
        @Override
        boolean isFull(int held, int written, int buffer, boolean resized, boolean byWriter) {
            int aggregated = resized ? buffer : buffer / 4;
            return held >= buffer || written > aggregated;
        }

        @Override
        boolean printsInCharset() {
            return true;
        }

        @Override
        boolean commitsWhenLengthIsSet() {
            return false;
        }

        @Override
        boolean closesAtLength() {
            return true;
        }

        @Override
        boolean forgetsLength() {
            return true;
        }
    },
    /** Commits when the buffer is full, whatever length was announced. */
    UNDERTOW {
        @Override
        boolean isFull(int held, int written, int buffer, boolean resized, boolean byWriter) {
            return held >= buffer;
        }

        @Override
        boolean printsCrLf() {
            return true;
        }

        @Override
        boolean flushesBeforeClosingForward() {
            return true;
        }

        @Override
        boolean ignoresFlushOfIncluded() {
            return true;
        }

        @Override
        boolean ignoresCloseOfIncluded() {
            return true;
        }

        @Override
        boolean clearsForIncludedRedirect() {
            return true;
        }

        @Override
        boolean ignoresLateCompletion() {
            return true;
        }

        @Override
        boolean commitsAtLength() {
            return false;
        }

        @Override
        boolean commitsWhenLengthIsSet() {
            return false;
        }
    },
    /** Whatever else there is. */
    SPECIFICATION;

    static ServerHabits of(ServletContext context) {
        String server = context.getServerInfo();
        if (server.startsWith("Undertow")) {
            return UNDERTOW;
        }
        if (server.startsWith("jetty/")) {
            return JETTY;
        }
        return server.startsWith("Apache Tomcat") ? TOMCAT : SPECIFICATION;
    }

    /**
     * Whether so much commits the response.
     *
     * @param held how many bytes were written in all
     * @param written how many of them just now, in one go
     * @param buffer the buffer's size
     * @param resized whether the handler chose that size
     * @param byWriter whether they were written as text
     */
    boolean isFull(int held, int written, int buffer, boolean resized, boolean byWriter) {
        return held > buffer;
    }

    /** Whether so much goes out before its length is known, although it was not committed before the end. */
    boolean isLong(int held, int buffer) {
        return false;
    }

    /** Whether {@code println} ends a line with CR LF, whatever the platform does. */
    boolean printsCrLf() {
        return false;
    }

    /** Whether {@code print} of a stream encodes in the response's charset, and not in ISO-8859-1. */
    boolean printsInCharset() {
        return false;
    }

    /** Whether it flushes a response with a wrapper around it, before it closes it after a forward. */
    boolean flushesBeforeClosingForward() {
        return false;
    }

    /** Whether what is included cannot flush. */
    boolean ignoresFlushOfIncluded() {
        return false;
    }

    /** Whether what is included cannot close. */
    boolean ignoresCloseOfIncluded() {
        return false;
    }

    /** Whether a redirect of what is included clears what was written before it, and does nothing else. */
    boolean clearsForIncludedRedirect() {
        return false;
    }

    /** Whether a completion that comes after a dispatch is ignored, and not refused. */
    boolean ignoresLateCompletion() {
        return false;
    }

    /** Whether what is included cannot reset. */
    boolean ignoresResetOfIncluded() {
        return false;
    }

    /** Whether no session can be begun any more once the response is committed. */
    boolean refusesLateSession() {
        return false;
    }

    /** Whether a response is committed with the last byte that was announced. */
    boolean commitsAtLength() {
        return true;
    }

    /** Whether it is committed when a length is announced that has been written already. */
    boolean commitsWhenLengthIsSet() {
        return true;
    }

    /** Whether the response is closed with the last byte that was announced, and what a writer writes then is ignored. */
    boolean closesAtLength() {
        return false;
    }

    /** Whether an announced length can be taken back. */
    boolean forgetsLength() {
        return false;
    }

    /**
     * The printer that the handler gets.
     *
     * @param included whether the handler is included at the moment
     */
    PrintWriter printer(Writer writer, BooleanSupplier included) {
        return printsCrLf() ? new CrLfPrinter(writer, included) : new PrintWriter(writer);
    }

    private static final class CrLfPrinter extends PrintWriter {
        private final BooleanSupplier included;

        CrLfPrinter(Writer writer, BooleanSupplier included) {
            super(writer);
            this.included = included;
        }

        /** A printer that is closed prints nothing more. */
        @Override
        public void close() {
            if (!included.getAsBoolean()) {
                super.close();
            }
        }

        /** The other forms of {@code println} end in this one. */
        @Override
        public void println() {
            write("\r\n");
        }
    }
}

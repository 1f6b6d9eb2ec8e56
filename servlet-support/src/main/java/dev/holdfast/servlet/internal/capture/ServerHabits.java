package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.ServletContext;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * What one server does and others do not, where no call of the Servlet API tells. Immutable.
 *
 * @param printsCrLf whether {@code println} ends a line with CR LF, whatever the platform does
 * @param printsInCharset whether {@code print} of a stream encodes in the response's charset, and not in ISO-8859-1
 * @param flushesBeforeClosingForward whether it flushes a response with a wrapper around it, before it closes it after
 *     a forward
 * @param ignoresFlushOfIncluded whether what is included cannot flush
 */
record ServerHabits(
        boolean printsCrLf,
        boolean printsInCharset,
        boolean flushesBeforeClosingForward,
        boolean ignoresFlushOfIncluded) {

    static ServerHabits of(ServletContext context) {
        boolean undertow = context.getServerInfo().startsWith("Undertow");
        boolean jetty = context.getServerInfo().startsWith("jetty/");
        return new ServerHabits(undertow, jetty, undertow, undertow);
    }

    PrintWriter printer(Writer writer) {
        return printsCrLf ? new CrLfPrinter(writer) : new PrintWriter(writer);
    }

    private static final class CrLfPrinter extends PrintWriter {
        CrLfPrinter(Writer writer) {
            super(writer);
        }

        /** The other forms of {@code println} end in this one. */
        @Override
        public void println() {
            write("\r\n");
        }
    }
}

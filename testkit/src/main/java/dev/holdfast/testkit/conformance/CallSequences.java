package dev.holdfast.testkit.conformance;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every order in which a handler may call what a response offers: all pairs, and longer ones at random. */
final class CallSequences {
    /** The folder's own case; its query says which calls are made. */
    static final String SLUG = "call-sequences";

    /** Tomcat keeps a writer's encoder over a reset, and says that it does not. */
    private static final Pattern KEEPS_ENCODER =
            Pattern.compile(".*CHARSET.*(WRITER|INCLUDE).*RESET,.*(WRITER|INCLUDE).*");

    /** Whether a flush of nothing is a commit, containers do not agree; the cases of their own have something to flush. */
    private static final Pattern FLUSHES_NOTHING =
            Pattern.compile(".*FLUSH.*,(BUFFER|RESET|RESET_BUFFER|FORWARD)\\b.*");

    private CallSequences() {}

    /** All pairs, and as many longer ones. */
    static List<String> generated(long seed, int longer) {
        List<String> sequences = new ArrayList<>();
        for (Call first : Call.values()) {
            for (Call second : Call.values()) {
                sequences.add(first + "," + second);
            }
        }
        Random random = new Random(seed);
        for (int i = 0; i < longer; i++) {
            int length = 3 + random.nextInt(4);
            sequences.add(Stream.generate(() -> Call.values()[random.nextInt(Call.values().length)])
                    .limit(length)
                    .map(Call::name)
                    .collect(Collectors.joining(",")));
        }
        sequences.removeIf(KEEPS_ENCODER.asMatchPredicate().or(FLUSHES_NOTHING.asMatchPredicate()));
        return sequences;
    }

    /** Makes the calls that the query names. */
    static void handle(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException, ServletException {
        List<Call> calls = Arrays.stream(request.getQueryString().split(","))
                .map(Call::valueOf)
                .toList();
        boolean ended = false;
        for (Call call : calls) {
            // once a response has ended, containers differ in what they refuse, and some send it in pieces
            if (ended && call.kind != Call.Kind.HARMLESS) {
                continue;
            }
            Trace seen = ended || (call == Call.RESET_BUFFER && response.isCommitted()) ? new Trace() : trace;
            seen.attempt(call.name(), () -> call.on(request, response));
            seen.see("committed", response.isCommitted());
            seen.see("status", response.getStatus());
            ended = ended || call.kind == Call.Kind.ENDS;
        }
    }

    private enum Call {
        STATUS_201(Kind.HARMLESS, (request, response) -> response.setStatus(201)),
        STATUS_404(Kind.HARMLESS, (request, response) -> response.setStatus(404)),
        SET(Kind.HARMLESS, (request, response) -> response.setHeader("X-A", "set")),
        ADD(Kind.HARMLESS, (request, response) -> response.addHeader("X-A", "added")),
        TYPE(Kind.OTHER, (request, response) -> response.setContentType("text/plain")),
        TYPE_WITH_CHARSET(Kind.OTHER, (request, response) -> response.setContentType("text/html;charset=UTF-8")),
        CHARSET(Kind.OTHER, (request, response) -> response.setCharacterEncoding("UTF-16LE")),
        LOCALE(Kind.OTHER, (request, response) -> response.setLocale(Locale.GERMANY)),
        BUFFER(Kind.OTHER, (request, response) -> response.setBufferSize(100_000)),
        STREAM(Kind.HARMLESS, (request, response) -> response.getOutputStream().print("hello")),
        STREAM_MUCH(
                Kind.OTHER,
                (request, response) -> response.getOutputStream()
                        .write("0123456789".repeat(20_000).getBytes(StandardCharsets.US_ASCII))),
        STREAM_FLUSH(
                Kind.OTHER, (request, response) -> response.getOutputStream().flush()),
        STREAM_CLOSE(
                Kind.ENDS, (request, response) -> response.getOutputStream().close()),
        WRITER(Kind.HARMLESS, (request, response) -> response.getWriter().print("h\u00e9")),
        WRITER_LINE(Kind.HARMLESS, (request, response) -> response.getWriter().println("line")),
        WRITER_MUCH(Kind.OTHER, (request, response) -> response.getWriter().print("0123456789".repeat(20_000))),
        WRITER_FLUSH(Kind.OTHER, (request, response) -> response.getWriter().flush()),
        WRITER_CLOSE(Kind.ENDS, (request, response) -> response.getWriter().close()),
        FLUSH(Kind.OTHER, (request, response) -> response.flushBuffer()),
        RESET(Kind.OTHER, (request, response) -> response.reset()),
        RESET_BUFFER(Kind.OTHER, (request, response) -> response.resetBuffer()),
        ERROR_404(Kind.ENDS, (request, response) -> response.sendError(404)),
        ERROR_WITH_MESSAGE(Kind.ENDS, (request, response) -> response.sendError(409, "message")),
        REDIRECT(Kind.ENDS, (request, response) -> response.sendRedirect("next")),
        INCLUDE(
                Kind.OTHER,
                (request, response) -> request.getRequestDispatcher("/target/x").include(request, response)),
        FORWARD(
                Kind.ENDS,
                (request, response) -> request.getRequestDispatcher("/target/x").forward(request, response));

        private final Kind kind;

        @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
        private final Body body;

        Call(Kind kind, Body body) {
            this.kind = kind;
            this.body = body;
        }

        void on(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                body.run(request, response);
            } catch (ServletException e) {
                throw new IllegalStateException(e);
            }
        }

        private enum Kind {
            /** After it, the response is over. */
            ENDS,
            /** It may be called after that. */
            HARMLESS,
            OTHER
        }

        private interface Body {
            void run(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
        }
    }
}

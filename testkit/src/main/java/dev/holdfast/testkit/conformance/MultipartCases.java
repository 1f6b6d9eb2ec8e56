package dev.holdfast.testkit.conformance;

import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How applications read a body of several parts. */
final class MultipartCases {
    private static final String TOPIC = "Multipart";
    private static final String FIRST = "one-boundary";
    private static final String SECOND = "another-and-longer-boundary";
    /** Where the container parses. */
    private static final String PARSED = "/parts";
    /** The container keeps parts of more than 1024 bytes in files. */
    private static final int SPOOLED = 5_000;

    private static final int LARGE = 300_000;

    private MultipartCases() {}

    private static ConformanceCase multipart(String name, int fileLength, Handler handler) {
        return ConformanceCase.of(TOPIC, name, handler)
                .at(PARSED)
                .sent(upload(FIRST, fileLength))
                .retried(upload(SECOND, fileLength));
    }

    static List<ConformanceCase> all() {
        return Stream.of(parsed(), raw(), faulty()).flatMap(List::stream).toList();
    }

    private static List<ConformanceCase> parsed() {
        return List.of(
                multipart("parts", 100, MultipartCases::parts),
                multipart("parts, spooled", SPOOLED, MultipartCases::parts),
                multipart("parts, large", LARGE, MultipartCases::parts),
                multipart("parts in chunks", SPOOLED, MultipartCases::parts).sent(request -> request.chunked(1000)),
                multipart("a part by its name", 100, (request, response, trace) -> {
                    see(request.getPart("file"), trace);
                    trace.see("no part", request.getPart("none"));
                }),
                multipart("parameters", 100, (request, response, trace) -> {
                            trace.see("parameters", FormCases.flat(request));
                            parts(request, response, trace);
                        })
                        .query("note=query&q=1"),
                multipart("parameters, encoding set before", 100, (request, response, trace) -> {
                    request.setCharacterEncoding("UTF-8");
                    trace.see("parameters", FormCases.flat(request));
                    parts(request, response, trace);
                }),
                multipart("the stream after the parts", 100, (request, response, trace) -> {
                    trace.see("parts", request.getParts().size());
                    RequestBodyCases.stream(request, response, trace);
                }),
                multipart("parts after the stream", 100, (request, response, trace) -> {
                    RequestBodyCases.stream(request, response, trace);
                    try {
                        trace.see("parts", request.getParts().size());
                    } catch (ServletException | IOException | RuntimeException e) {
                        trace.see("refused", true);
                    }
                }),
                multipart("parameters of PUT", 100, (request, response, trace) -> {
                            trace.see("parameters", FormCases.flat(request));
                            parts(request, response, trace);
                        })
                        .sent(request -> request.method("PUT")),
                multipart("another file under the key", 100, MultipartCases::parts)
                        .retried(upload(FIRST, 101))
                        .retry(Retry.REUSED),
                multipart("another large file under the key", LARGE, MultipartCases::parts)
                        .retried(upload(FIRST, LARGE + 1))
                        .retry(Retry.REUSED),
                multipart("parts where none are parsed", 100, (request, response, trace) -> {
                            trace.see("parameters", FormCases.flat(request));
                            try {
                                request.getParts();
                            } catch (ServletException | IllegalStateException e) {
                                trace.see("refused", true);
                            }
                        })
                        .at("/case"));
    }

    private static List<ConformanceCase> raw() {
        return Stream.of(PARSED, "/case")
                .flatMap(folder -> Stream.of(100, SPOOLED, LARGE)
                        .flatMap(length -> Stream.of(
                                multipart("stream of " + length + " in " + folder, length, RequestBodyCases::stream)
                                        .at(folder),
                                multipart("reader of " + length + " in " + folder, length, RequestTextCases::reader)
                                        .at(folder),
                                multipart("chunks of " + length + " in " + folder, length, RequestBodyCases::stream)
                                        .at(folder)
                                        .sent(request -> request.chunked(1000)))))
                .toList();
    }

    private static List<ConformanceCase> faulty() {
        return List.of(
                multipart("without an end", 100, MultipartCases::attempt)
                        .sent(
                                type(FIRST)
                                        .andThen(request -> request.body("--" + FIRST
                                                + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhel"))::apply)
                        .retried(
                                type(FIRST)
                                                .andThen(
                                                        request -> request.body(
                                                                "--" + FIRST
                                                                        + "\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nother"))
                                        ::apply)
                        .retry(Retry.REUSED),
                multipart("of another kind", 100, RequestBodyCases::stream)
                        .sent(request -> WireRequest.of("POST", "/")
                                .header("Content-Type", "multipart/mixed; boundary=b")
                                .body("preamble\r\n--b\r\n\r\ncontent\r\n--b--\r\nepilogue"))
                        .retried(request -> request));
    }

    private static UnaryOperator<WireRequest> type(String boundary) {
        return request -> WireRequest.of(request.method(), request.target())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary);
    }

    private static UnaryOperator<WireRequest> upload(String boundary, int fileLength) {
        byte[] file = RequestBodyCases.bytes(fileLength);
        String before = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nl\u00fcnch\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"caf\u00e9.bin\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        String after = "\r\n--" + boundary + "\r\nContent-Disposition: form-data; name=\"last\"\r\n"
                + "X-Mine: 1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\r\n--" + boundary + "--\r\n";
        return request -> type(boundary).apply(request).body(joined(before, file, after));
    }

    private static byte[] joined(String before, byte[] file, String after) {
        byte[] head = before.getBytes(StandardCharsets.UTF_8);
        byte[] tail = after.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(head, head.length + file.length + tail.length);
        System.arraycopy(file, 0, all, head.length, file.length);
        System.arraycopy(tail, 0, all, head.length + file.length, tail.length);
        return all;
    }

    private static void parts(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException, ServletException {
        for (Part part : request.getParts()) {
            see(part, trace);
        }
        response.getOutputStream().print(request.getParts().size());
    }

    private static void see(Part part, Trace trace) throws IOException {
        trace.see("name", part.getName());
        trace.see("file", part.getSubmittedFileName());
        trace.see("type", part.getContentType());
        trace.see("size", part.getSize());
        trace.see("headers", List.copyOf(part.getHeaderNames()));
        trace.see("mine", part.getHeader("x-mine"));
        try (InputStream content = part.getInputStream()) {
            trace.see("content", Arrays.hashCode(content.readAllBytes()));
        }
    }

    private static void attempt(HttpServletRequest request, HttpServletResponse response, Trace trace)
            throws IOException {
        try {
            trace.see("parts", request.getParts().size());
        } catch (ServletException | IOException | RuntimeException e) {
            trace.see("failure", e.getClass().getSimpleName());
            response.setStatus(400);
        }
    }
}

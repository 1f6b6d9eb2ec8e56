package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.servlet.Mode;
import dev.holdfast.testkit.http.WireConnection;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a handler reads its request, it reads what the client sent; and a retry is known by it. */
final class RequestBodyTest {
    private static final int HELD = 64 << 10;
    private static final String FORM = "application/x-www-form-urlencoded";

    static Stream<Arguments> requests() {
        Served.Handler parameters = (request, response) -> {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print(flat(request.getParameterMap()) + request.getParameter("a"));
        };
        Served.Handler reader = (request, response) -> {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print(request.getReader().lines().collect(Collectors.joining("|")));
        };
        Served.Handler stream = (request, response) ->
                response.getOutputStream().write(request.getInputStream().readAllBytes());
        return Stream.of(
                Arguments.of("form", parameters, "/x", FORM, utf8("a=1&b=caf%C3%A9&a=2&c&=d&e=f%20g+h")),
                Arguments.of("form and query", parameters, "/x?a=0&z=9", FORM, utf8("a=1&b=2")),
                Arguments.of("form in Latin-1", parameters, "/x", FORM + ";charset=ISO-8859-1", utf8("a=caf%E9")),
                Arguments.of("form without fields", parameters, "/x?a=1", FORM, utf8("")),
                Arguments.of("a form read as a stream", stream, "/x", FORM, utf8("a=1&b=2")),
                Arguments.of("a form read as text", reader, "/x", FORM, utf8("a=1&b=2")),
                Arguments.of("query only", parameters, "/x?a=1&b=%C3%A9", "text/plain", utf8("a=2")),
                Arguments.of("reader in UTF-8", reader, "/x", "text/plain;charset=utf-8", utf8("h\u00e9llo\n\u20ac")),
                Arguments.of(
                        "reader in Latin-1",
                        reader,
                        "/x",
                        "text/plain;charset=iso-8859-1",
                        "h\u00e9llo".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of(
                        "reader in UTF-16",
                        reader,
                        "/x",
                        "text/plain;charset=utf-16",
                        "h\u00e9llo".getBytes(StandardCharsets.UTF_16)),
                Arguments.of("reader without charset", reader, "/x", "text/plain", utf8("h\u00e9llo")),
                Arguments.of("reader of JSON", reader, "/x", "application/json", utf8("{\"a\":\"\u20ac\"}")),
                Arguments.of("stream", stream, "/x", "application/octet-stream", allBytes(1000)),
                Arguments.of("as much as is held", stream, "/x", "application/octet-stream", allBytes(HELD)),
                Arguments.of("one more than is held", stream, "/x", "application/octet-stream", allBytes(HELD + 1)),
                Arguments.of("much more than is held", stream, "/x", "application/octet-stream", allBytes(10 * HELD)),
                Arguments.of(
                        "a form larger than is held",
                        parameters,
                        "/x",
                        FORM,
                        utf8("a=1&b=" + "x".repeat(2 * HELD) + "&c=3")),
                Arguments.of("no body", stream, "/x", "application/octet-stream", new byte[0]));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] allBytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }

    private static String flat(Map<String, String[]> parameters) {
        Map<String, String> sorted = new TreeMap<>();
        parameters.forEach((name, values) -> sorted.put(name, Arrays.toString(values)));
        return sorted.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void aHandlerReadsWhatWasSent(String name, Served.Handler handler, String target, String type, byte[] body)
            throws Exception {
        try (Served served = Served.handler(handler)
                .also(filter -> filter.maximumResponse(16 << 20))
                .start()) {
            WireResponse bare = served.send(WireRequest.of("POST", "/bare" + target)
                    .header("Content-Type", type)
                    .body(body));
            WireRequest keyed = post(target).header("Content-Type", type).body(body);
            WireResponse first = served.send(keyed);
            WireResponse retry = served.send(keyed);

            assertThat(bare.status()).isEqualTo(200);
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.text()).isEqualTo(bare.text());
            assertThat(retry.body()).isEqualTo(bare.body());
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
            assertThat(served.runs).hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, HELD - 1, HELD, HELD + 1, 5 * HELD - 1})
    void aLargeBodyThatDiffersAnywhereIsAnotherRequest(int position) throws Exception {
        Served.Handler handler = (request, response) ->
                response.getOutputStream().print(request.getInputStream().readAllBytes().length);
        try (Served served = Served.handler(handler).start()) {
            byte[] body = allBytes(5 * HELD);
            byte[] other = body.clone();
            other[position]++;

            assertThat(served.send(post("/x").body(body)).text()).isEqualTo("" + body.length);
            assertThat(served.send(post("/x").body(other)).status()).isEqualTo(422);
            assertThat(served.send(post("/x").body(Arrays.copyOf(body, body.length - 1)))
                            .status())
                    .isEqualTo(422);
            assertThat(served.send(post("/x").body(Arrays.copyOf(body, body.length + 1)))
                            .status())
                    .isEqualTo(422);
            assertThat(served.send(post("/x").body(body)).header("Idempotency-Replayed"))
                    .hasValue("true");
            assertThat(served.runs).hasValue(1);
        }
    }

    @Test
    void aLargeBodyThatTheHandlerLeftAloneIsComparedAsFarAsItWasRead() throws Exception {
        Served.Handler handler = (request, response) -> {
            request.getInputStream().readNBytes(2 * HELD);
            response.setStatus(400);
        };
        try (Served served = Served.handler(handler).start()) {
            byte[] body = allBytes(5 * HELD);
            byte[] readPartDiffers = body.clone();
            readPartDiffers[2 * HELD - 1]++;

            served.send(post("/x").body(body));

            assertThat(served.send(post("/x").body(readPartDiffers)).status()).isEqualTo(422);
            assertThat(served.send(post("/x").body(body)).header("Idempotency-Replayed"))
                    .hasValue("true");
        }
    }

    @Test
    void chunkedAndCountedBodiesAreOneRequest() throws Exception {
        Served.Handler handler = (request, response) ->
                response.getOutputStream().print(request.getInputStream().readAllBytes().length);
        try (Served served = Served.handler(handler).start();
                WireConnection connection = new WireConnection(served.port())) {
            connection.send(utf8("POST /keyed/x HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n"
                    + "Idempotency-Key: key-of-alice\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
            WireResponse chunked = connection.read();
            WireResponse counted = connection.exchange(post("/x").body("abcde"));

            assertThat(chunked.text()).isEqualTo("5");
            assertThat(counted.header("Idempotency-Replayed")).hasValue("true");
        }
    }

    @Test
    void expectContinueIsAnsweredBeforeTheBodyArrives() throws Exception {
        Served.Handler handler = (request, response) ->
                response.getOutputStream().write(request.getInputStream().readAllBytes());
        try (Served served = Served.handler(handler).start();
                WireConnection connection = new WireConnection(served.port())) {
            connection.send(utf8("POST /keyed/x HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n"
                    + "Idempotency-Key: key-of-alice\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"));
            WireResponse interim = connection.readInterim();
            connection.send(utf8("abcde"));

            assertThat(interim.status()).isEqualTo(100);
            assertThat(connection.read().text()).isEqualTo("abcde");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
    void aFormOfAnotherMethodIsReadAsTheContainerReadsIt(String method) throws Exception {
        Served.Handler handler = (request, response) -> response.getWriter().print(flat(request.getParameterMap()));
        try (Served served = Served.handler(handler).start()) {
            WireResponse bare = served.send(WireRequest.of(method, "/bare/x?q=1")
                    .header("Content-Type", FORM)
                    .body("a=1&b=2"));
            WireResponse first = served.send(
                    post("/x?q=1").method(method).header("Content-Type", FORM).body("a=1&b=2"));

            assertThat(first.text()).isEqualTo(bare.text());
        }
    }

    static Stream<Arguments> multipartReaders() {
        Served.Handler parts = (request, response) -> {
            StringBuilder text = new StringBuilder();
            for (Part part : request.getParts()) {
                text.append(part.getName()).append('=').append(read(part)).append(';');
            }
            response.getWriter().print(text + " " + request.getParameter("note"));
        };
        Served.Handler stream = (request, response) -> {
            String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            response.getWriter().print(body.contains("hello") ? "found" : "missing");
        };
        return Stream.of(
                Arguments.of("parts of the container, small", "-parts/x", parts, "hello"),
                Arguments.of("parts of the container, spooled", "-parts/x", parts, "hello".repeat(100_000)),
                Arguments.of("parsed by the application, small", "/x", stream, "hello"),
                Arguments.of("parsed by the application, large", "/x", stream, "hello".repeat(100_000)));
    }

    private static String read(Part part) throws IOException {
        try (InputStream in = part.getInputStream()) {
            return Integer.toHexString(Arrays.hashCode(in.readAllBytes()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("multipartReaders")
    void aMultipartRetryWithAnotherBoundaryIsARetry(String name, String path, Served.Handler handler, String file)
            throws Exception {
        try (Served served = Served.handler(handler).start()) {
            WireResponse bare = served.send(multipart("/bare" + path, "one", file));
            WireResponse first = served.send(multipart("/keyed" + path, "one", file));
            WireResponse retry = served.send(multipart("/keyed" + path, "another-and-longer-boundary", file));
            WireResponse other = served.send(multipart("/keyed" + path, "one", file + "!"));

            assertThat(bare.status()).isEqualTo(200);
            assertThat(first.text()).isEqualTo(bare.text());
            assertThat(retry.text()).isEqualTo(bare.text());
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
            assertThat(other.status()).isEqualTo(422);
            assertThat(served.runs).hasValue(2);
        }
    }

    private static WireRequest multipart(String target, String boundary, String file) {
        return WireRequest.of("POST", target)
                .header("X-User", "alice")
                .key("key-of-alice")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .body("--" + boundary + "\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nlunch\r\n--"
                        + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                        + "Content-Type: text/plain\r\n\r\n" + file + "\r\n--" + boundary + "--\r\n");
    }

    @Test
    void aParameterThatAnEarlierFilterReadIsStillThere() throws Exception {
        Served.Handler handler = (request, response) -> response.getWriter().print(request.getParameter("a"));
        try (Served served = Served.handler(handler)
                .outer((request, response, chain) -> {
                    String unused = request.getParameter("a");
                    chain.doFilter(request, response);
                })
                .start()) {
            WireRequest keyed = post("/x").header("Content-Type", FORM);

            assertThat(served.send(keyed.body("a=1&b=2")).text()).isEqualTo("1");
            assertThat(served.send(keyed.body("a=1&b=2")).header("Idempotency-Replayed"))
                    .hasValue("true");
            assertThat(served.send(keyed.body("a=1&b=3")).status()).isEqualTo(422);
        }
    }

    @Test
    void aMalformedFormFreesItsKey() throws Exception {
        Served.Handler handler = (request, response) -> response.getWriter().print(request.getParameter("a"));
        try (Served served = Served.handler(handler).start()) {
            WireRequest form = post("/x").header("Content-Type", FORM);

            assertThat(served.send(form.body("a=%zz")).status()).isEqualTo(400);
            assertThat(served.listener.count("released")).isEqualTo(1);

            assertThat(served.send(form.body("a=1")).text()).isEqualTo("1");
        }
    }

    @Test
    void aFormMayBeLargerThanContainersTakeUnlessTold() throws Exception {
        Served.Handler handler = (request, response) ->
                response.getWriter().print(request.getParameter("a").length());
        try (Served served = Served.handler(handler).start()) {
            WireRequest form = post("/x").header("Content-Type", FORM);

            assertThat(served.send(form.body("a=" + "x".repeat(3_000_000)).chunked(100_000))
                            .text())
                    .isEqualTo("3000000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENFORCE", "OBSERVE"})
    void whatIsSetBelowTheFilterIsHeededInEachMode(Mode mode) throws Exception {
        Served.Handler handler = (request, response) -> {
            request.setCharacterEncoding("UTF-8");
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().print(request.getReader().readLine());
        };
        try (Served served = Served.handler(handler)
                .filter(filter -> filter.rule(rule -> rule.path("/**").mode(mode)))
                .start()) {
            WireRequest request =
                    post("/x").header("Content-Type", "text/plain").body("h\u00e9llo \u20ac");

            assertThat(served.send(request).text()).isEqualTo("h\u00e9llo \u20ac");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENFORCE", "OBSERVE"})
    void aServletWithAMultipartConfigurationMayReadTheStreamInEachMode(Mode mode) throws Exception {
        Served.Handler handler = (request, response) ->
                response.getOutputStream().write(request.getInputStream().readAllBytes());
        try (Served served = Served.handler(handler)
                .filter(filter -> filter.rule(rule -> rule.path("/**").mode(mode)))
                .start()) {
            WireRequest upload = multipart("/keyed-parts/x", "one", "content");

            assertThat(served.send(upload).body()).isEqualTo(upload.content());
        }
    }

    @Test
    void twoMalformedUploadsAreTwoRequests() throws Exception {
        Served.Handler handler = (request, response) -> {
            try {
                request.getParts();
            } catch (ServletException | IOException e) {
                response.setStatus(400);
            }
        };
        try (Served served = Served.handler(handler).start()) {
            WireRequest upload = multipart("/keyed-parts/x", "one", "content");

            assertThat(served.send(upload.body("--one\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx"))
                            .status())
                    .isEqualTo(400);
            assertThat(served.send(upload.body("--one\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\ny"))
                            .status())
                    .isEqualTo(422);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLargeUploadWhoseHandlerStopsAtTheClosingBoundaryIsCompared(boolean chunked) throws Exception {
        String file = "x".repeat(2 * HELD);
        int length = multipart("/x", "one", file).content().length;
        Served.Handler handler = (request, response) ->
                response.getOutputStream().print(request.getInputStream().readNBytes(length - 2).length);
        try (Served served = Served.handler(handler).start()) {
            int chunk = chunked ? 10_000 : 0;
            WireRequest upload = multipart("/keyed/x", "one", file).chunked(chunk);

            assertThat(served.send(upload).status()).isEqualTo(200);
            assertThat(served.send(multipart("/keyed/x", "zwei", file).chunked(chunk))
                            .header("Idempotency-Replayed"))
                    .hasValue("true");
            assertThat(served.send(multipart("/keyed/x", "one", "y" + file.substring(1))
                                    .chunked(chunk))
                            .status())
                    .isEqualTo(422);
        }
    }

    @Test
    void aClientThatHangsUpInTheMiddleOfItsRequestLeavesNothingBehind() throws Exception {
        Served.Handler handler = (request, response) ->
                response.getOutputStream().print(request.getInputStream().readAllBytes().length);
        try (Served served = Served.handler(handler).start()) {
            for (int announced : new int[] {100, 10 * HELD}) {
                try (WireConnection connection = new WireConnection(served.port())) {
                    connection.send(utf8("POST /keyed/x HTTP/1.1\r\nHost: localhost\r\nX-User: alice\r\n"
                            + "Idempotency-Key: key-of-alice\r\nContent-Length: " + announced + "\r\n\r\n"
                            + "x".repeat(announced - 50)));
                }
            }
            Awaitility.await().until(() -> served.listener.count("released") == 1);

            assertThat(served.send(post("/x").body("abc")).text()).isEqualTo("3");
        }
    }
}

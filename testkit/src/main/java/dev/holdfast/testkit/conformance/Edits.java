package dev.holdfast.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.etag.CounterVersions;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.RepresentationVersions;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Reads and edits behind the ETag filter on a container: above all that the application can be asked for a representation in
 * the middle of another request, and nothing of that shows. Thread-safe.
 */
final class Edits {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Notes notes = new Notes();

    Deployment deployed() {
        return new Deployment(this::register, Map.of(), Map.of(), false);
    }

    private void register(ServletContext context) {
        FilterRegistration.Dynamic principal = context.addFilter("principal", new HeaderPrincipal());
        principal.setAsyncSupported(true);
        principal.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
        ETagFilter.builder()
                .rule(rule -> rule.path("/told/{name}")
                        .versions(new RepresentationVersions())
                        .required())
                .rule(rule -> rule.path("/counted/{name}")
                        .versions(CounterVersions.inProcess())
                        .required())
                .build()
                .install(context);
        context.addServlet("notes", notes).addMapping("/told/*", "/counted/*");
        context.addServlet("ping", new Ping()).addMapping("/ping");
    }

    Stream<DynamicTest> on(int port) {
        return Stream.of("/told/", "/counted/")
                .flatMap(folder -> Stream.of(
                        DynamicTest.dynamicTest(
                                folder + ": edit, conflict, removal", () -> edit(port, folder + name())),
                        DynamicTest.dynamicTest(
                                folder + ": an encoded path", () -> edit(port, folder + "a%20%C3%A9%2B" + name())),
                        DynamicTest.dynamicTest(folder + ": a form", () -> form(port, folder + name())),
                        DynamicTest.dynamicTest(folder + ": others' notes", () -> others(port, folder + name())),
                        DynamicTest.dynamicTest(folder + ": a query", () -> query(port, folder + name()))));
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    private static Transcript send(int port, String method, String path, String... fieldsAndBody) throws IOException {
        WireRequest request = WireRequest.of(method, path).header("X-User", "alice");
        int fields = fieldsAndBody.length / 2 * 2;
        for (int i = 0; i < fields; i += 2) {
            request = request.header(fieldsAndBody[i], fieldsAndBody[i + 1]);
        }
        return (fieldsAndBody.length > fields ? request.body(fieldsAndBody[fields]) : request).transcribe(port);
    }

    private static String tag(Transcript response) {
        assertThat(response.headers("ETag")).as(response.describe()).hasSize(1);
        return response.headers("ETag").get(0);
    }

    private static void is(int status, Transcript response) {
        assertThat(response.status()).as(response.describe()).isEqualTo(status);
        assertThat(response.reusable()).as(response.describe()).isTrue();
    }

    private void edit(int port, String path) throws IOException {
        is(404, send(port, "GET", path));
        is(428, send(port, "PUT", path, "{\"n\":1}"));
        is(201, send(port, "PUT", path, "If-None-Match", "*", "{\"n\":1}"));
        is(412, send(port, "PUT", path, "If-None-Match", "*", "{\"n\":0}"));
        String first = tag(send(port, "GET", path));
        is(304, send(port, "GET", path, "If-None-Match", first));
        Transcript edited = send(port, "PUT", path, "If-Match", first, "{\"n\":2}");
        is(200, edited);
        assertThat(edited.text()).isEqualTo("stored");
        assertThat(tag(edited)).isEqualTo(tag(send(port, "GET", path))).isNotEqualTo(first);
        Transcript stale = send(port, "PUT", path, "If-Match", first, "{\"n\":3}");
        is(412, stale);
        assertThat(stale.text()).contains("\"latest\":{\"n\":2}");
        assertThat(tag(stale)).isEqualTo(tag(edited));
        is(412, send(port, "DELETE", path, "If-Match", first));
        is(204, send(port, "DELETE", path, "If-Match", tag(edited)));
        is(404, send(port, "DELETE", path, "If-Match", tag(edited)));
        is(412, send(port, "PUT", path, "If-Match", tag(edited), "{\"n\":4}"));
        is(404, send(port, "GET", path, "If-None-Match", tag(edited)));
    }

    /** The application is asked for a representation before its handler reads the form, and must leave that alone. */
    private void form(int port, String path) throws IOException {
        send(port, "PUT", path, "If-None-Match", "*", "{\"n\":1}");
        String tag = tag(send(port, "GET", path));

        Transcript answer =
                send(port, "POST", path + "?b=query", "If-Match", tag, "Content-Type", FORM, "a=form&b=too");

        is(200, answer);
        assertThat(answer.text()).isEqualTo("POST form [query, too] REQUEST null");
    }

    private void others(int port, String path) throws IOException {
        send(port, "PUT", path, "If-None-Match", "*", "{\"n\":1}");
        tag(send(port, "GET", path));
        for (String method : List.of("GET", "DELETE")) {
            Transcript answer = WireRequest.of(method, path)
                    .header("X-User", "bob")
                    .header("If-Match", "\"x\"")
                    .transcribe(port);
            is(404, answer);
            assertThat(answer.headers("ETag")).isEmpty();
        }
    }

    private void query(int port, String path) throws IOException {
        send(port, "PUT", path, "If-None-Match", "*", "{\"n\":1}");
        String tag = tag(send(port, "GET", path + "?upper=yes"));

        Transcript stale = send(port, "PUT", path + "?upper=yes", "If-Match", "\"x\"", "{\"n\":2}");

        is(412, stale);
        assertThat(stale.text()).contains("\"latest\":{\"N\":1}");
        assertThat(tag(stale)).isEqualTo(tag);
    }

    /** Every caller's own. */
    private static final class Notes extends HttpServlet {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // nobody serialises a servlet
        private final Map<String, String> notes = new ConcurrentHashMap<>();

        private static String name(HttpServletRequest request) {
            return request.getUserPrincipal().getName() + request.getServletPath() + request.getPathInfo();
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String note = notes.get(name(request));
            if (note == null) {
                response.sendError(404);
                return;
            }
            response.setContentType("application/json");
            boolean upper = request.getParameter("upper") != null;
            response.getWriter().print(upper ? note.toUpperCase(Locale.ROOT) : note);
        }

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            response.setStatus(notes.put(name(request), body) == null ? 201 : 200);
            response.getOutputStream().print("stored");
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream()
                    .print(request.getMethod() + " " + request.getParameter("a") + " "
                            + List.of(request.getParameterValues("b")) + " " + request.getDispatcherType() + " "
                            + request.getAttribute("jakarta.servlet.forward.request_uri"));
        }

        @Override
        protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (notes.remove(name(request)) == null) {
                response.sendError(404);
            } else {
                response.setStatus(204);
            }
        }
    }

    private static final class Ping extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getOutputStream().print("pong");
        }
    }
}

package dev.holdfast.etag;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.WebResource;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.tomcat.util.http.FastHttpDateFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The evaluator beside that of Tomcat's DefaultServlet, over every combination of fields. */
class DefaultServletDifferenceTest {
    private static final Instant DATE = Instant.parse("1994-10-29T19:43:31Z");
    private static final String NOW = "Sat, 29 Oct 1994 19:43:31 GMT";
    private static final String BEFORE = "Sat, 29 Oct 1994 19:43:30 GMT";
    private static final String AFTER = "Sat, 29 Oct 1994 19:43:32 GMT";

    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "DELETE");
    private static final List<EntityTag> CURRENT = List.of(EntityTag.strong("v1"), EntityTag.weak("v1"));
    private static final List<String> TAGS = List.of(
            "",
            "*",
            "\"v1\"",
            "W/\"v1\"",
            "\"v2\"",
            "\"v2\", \"v1\"",
            "\"v2\",W/\"v1\"",
            "\"v0\" , \"v2\"",
            "\"v1\", \"v1\"");
    private static final List<String> DATES = List.of("", NOW, BEFORE, AFTER, "not a date");

    @Test
    void thereIsNoDifferenceThatNobodyArguesFor() throws Exception {
        ReferenceServlet reference = new ReferenceServlet();
        List<String> differences = new ArrayList<>();
        int cases = 0;
        for (String method : METHODS) {
            for (EntityTag current : CURRENT) {
                for (String ifMatch : TAGS) {
                    for (String ifNoneMatch : TAGS) {
                        for (String modified : DATES) {
                            for (String unmodified : DATES) {
                                Map<String, String> fields = fields(ifMatch, ifNoneMatch, modified, unmodified);
                                cases++;
                                int theirs = reference.status(method, current, fields);
                                int ours = status(method, current, fields);
                                if (theirs != ours) {
                                    differences.add(method + " " + current + " " + fields + ": Tomcat " + theirs
                                            + ", Holdfast " + ours);
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(cases).isGreaterThan(10_000);
        assertThat(differences).as("differences in %d cases", cases).isEmpty();
    }

    private static Map<String, String> fields(String ifMatch, String ifNoneMatch, String modified, String unmodified) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "If-Match", ifMatch);
        put(fields, "If-None-Match", ifNoneMatch);
        put(fields, "If-Modified-Since", modified);
        put(fields, "If-Unmodified-Since", unmodified);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }

    private static int status(String method, EntityTag current, Map<String, String> fields) throws Exception {
        Conditions conditions = Conditions.of(
                name -> fields.containsKey(name) ? List.of(fields.get(name)) : List.of(), DATE.plusSeconds(1_000_000));
        ResourceVersion version = ResourceVersion.of(current, DATE);
        return switch (Preconditions.evaluate(method, conditions, version, TagComparison.STRICT)) {
            case PROCEED -> 200;
            case NOT_MODIFIED -> 304;
            case FAILED -> 412;
        };
    }

    /** Tomcat's own evaluation, with the resource's validators set by the test. */
    private static final class ReferenceServlet extends DefaultServlet {
        private static final long serialVersionUID = 1;

        private String tag = "";

        int status(String method, EntityTag current, Map<String, String> fields) throws IOException {
            tag = current.toString();
            AtomicInteger status = new AtomicInteger(200);
            boolean proceeds = checkIfHeaders(request(method, fields), response(status), resource());
            return proceeds ? 200 : status.get();
        }

        @Override
        protected String generateETag(WebResource resource) {
            return tag;
        }

        private static WebResource resource() {
            return (WebResource) Proxy.newProxyInstance(
                    WebResource.class.getClassLoader(),
                    new Class<?>[] {WebResource.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getLastModified" -> DATE.toEpochMilli();
                        case "exists" -> true;
                        case "getLastModifiedHttp" -> NOW;
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        private static HttpServletRequest request(String verb, Map<String, String> fields) {
            return (HttpServletRequest) Proxy.newProxyInstance(
                    HttpServletRequest.class.getClassLoader(),
                    new Class<?>[] {HttpServletRequest.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getMethod" -> verb;
                        case "getHeader" -> fields.get((String) arguments[0]);
                        case "getHeaders" ->
                            Collections.enumeration(
                                    fields.containsKey((String) arguments[0])
                                            ? List.of(fields.get((String) arguments[0]))
                                            : List.of());
                        case "getDateHeader" -> date(fields.get((String) arguments[0]));
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        private static long date(@Nullable String field) {
            if (field == null) {
                return -1;
            }
            long date = FastHttpDateFormat.parseDate(field);
            if (date == -1) {
                throw new IllegalArgumentException(field);
            }
            return date;
        }

        private static HttpServletResponse response(AtomicInteger status) {
            return (HttpServletResponse) Proxy.newProxyInstance(
                    HttpServletResponse.class.getClassLoader(),
                    new Class<?>[] {HttpServletResponse.class},
                    (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "sendError", "setStatus" -> status.set((Integer) arguments[0]);
                            case "setHeader" -> {
                                // the tag of a 304
                            }
                            default -> throw new UnsupportedOperationException(method.getName());
                        }
                        return null;
                    });
        }
    }
}

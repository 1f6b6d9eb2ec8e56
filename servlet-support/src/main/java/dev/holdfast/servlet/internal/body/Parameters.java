package dev.holdfast.servlet.internal.body;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request's parameters as the container has them. One request. */
class Parameters {
    HttpServletRequest request;

    Parameters(HttpServletRequest request) {
        this.request = request;
    }

    /** A dispatch has a query of its own. */
    void continueAs(HttpServletRequest dispatched) {
        request = dispatched;
    }

    @Nullable
    String value(String name) {
        return request.getParameter(name);
    }

    String @Nullable [] values(String name) {
        return request.getParameterValues(name);
    }

    Enumeration<String> names() {
        return request.getParameterNames();
    }

    Map<String, String[]> map() {
        return request.getParameterMap();
    }

    <T extends @Nullable Object> T parts(OfParts<T> container) throws IOException, ServletException {
        return container.get();
    }

    /** Whether the encoding can still be set, as far as it is for them to say. */
    boolean leaveEncodingOpen() {
        return true;
    }

    /** How a container gives parts. */
    @FunctionalInterface
    interface OfParts<T extends @Nullable Object> {
        T get() throws IOException, ServletException;
    }

    /** Those of a body that the container may parse, which is watched. */
    static final class Parsed extends Parameters {
        private final BodyObserver observer;
        private boolean told;

        Parsed(HttpServletRequest request, BodyObserver observer) {
            super(request);
            this.observer = observer;
        }

        @Override
        @Nullable
        String value(String name) {
            return watched(() -> super.value(name));
        }

        @Override
        String @Nullable [] values(String name) {
            return watched(() -> super.values(name));
        }

        @Override
        Enumeration<String> names() {
            return watched(super::names);
        }

        @Override
        Map<String, String[]> map() {
            return watched(super::map);
        }

        private <T extends @Nullable Object> T watched(Supplier<T> container) {
            try {
                T result = container.get();
                tell();
                return result;
            } catch (RuntimeException e) {
                observer.unparsed(e);
                throw e;
            }
        }

        @Override
        <T extends @Nullable Object> T parts(OfParts<T> container) throws IOException, ServletException {
            try {
                T result = container.get();
                tell();
                return result;
            } catch (IOException | ServletException | RuntimeException e) {
                observer.unparsed(e);
                throw e;
            }
        }

        /** A container that was asked for a parameter has parsed the parts too, if it parses any. */
        private void tell() {
            if (told) {
                return;
            }
            told = true;
            try {
                observer.parsed(request.getParts(), request.getCharacterEncoding());
            } catch (IOException | ServletException | RuntimeException e) {
                observer.unparsed(e);
            }
        }
    }

    /** Those of a query that the container has, and of a form that a filter has taken from it. */
    static final class OfForm extends Parameters {
        private final ReplayedRequest replayed;
        private @Nullable FormDialect dialect;
        private @Nullable Map<String, List<String>> form;
        private @Nullable RuntimeException failure;

        OfForm(HttpServletRequest request, ReplayedRequest replayed) {
            super(request);
            this.replayed = replayed;
        }

        @Override
        boolean leaveEncodingOpen() {
            return (form == null && failure == null) || dialect != FormDialect.UNDERTOW;
        }

        private Map<String, List<String>> form() {
            if (failure != null) {
                throw failure;
            }
            if (form != null) {
                return form;
            }
            if (dialect == null) {
                dialect = FormDialect.of(request);
            }
            if (!dialect.parses(request) || readByHandler(dialect)) {
                return Map.of();
            }
            form = read(dialect);
            return form;
        }

        /** Servlet 6.0 §3.1.1: once the handler has read the body itself, it is not parsed. */
        private boolean readByHandler(FormDialect dialect) {
            try {
                return dialect.streamWithholdsForm()
                        ? replayed.given()
                        : replayed.body().begun();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Map<String, List<String>> read(FormDialect dialect) {
            try {
                return FormFields.parse(replayed.body(), dialect, dialect.charset(replayed));
            } catch (IOException e) {
                failure = new UncheckedIOException(e);
            } catch (RuntimeException e) {
                failure = e; // the body is used up, and who asks again must not get less than it holds
            }
            throw failure;
        }

        @Override
        @Nullable
        String value(String name) {
            String[] values = values(name);
            return values == null ? null : values[0];
        }

        @Override
        String @Nullable [] values(String name) {
            // the form first: some containers parse whatever is left of the body when they are asked for the query
            List<String> more = form().getOrDefault(name, List.of());
            String[] query = super.values(name);
            if (query == null) {
                return more.isEmpty() ? null : more.toArray(String[]::new);
            }
            String[] all = Arrays.copyOf(query, query.length + more.size());
            for (int i = 0; i < more.size(); i++) {
                all[query.length + i] = more.get(i);
            }
            return all;
        }

        @Override
        Enumeration<String> names() {
            Map<String, List<String>> fields = form();
            Set<String> names = new LinkedHashSet<>(Collections.list(super.names()));
            names.addAll(fields.keySet());
            return Collections.enumeration(names);
        }

        @Override
        Map<String, String[]> map() {
            Map<String, List<String>> fields = form();
            if (fields.isEmpty()) {
                return super.map();
            }
            Map<String, String[]> merged = new LinkedHashMap<>(super.map());
            fields.forEach((name, values) -> {
                List<String> all = new ArrayList<>(Arrays.asList(merged.getOrDefault(name, new String[0])));
                all.addAll(values);
                merged.put(name, all.toArray(String[]::new));
            });
            return Collections.unmodifiableMap(merged);
        }
    }
}

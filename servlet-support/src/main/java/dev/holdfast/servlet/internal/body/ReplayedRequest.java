package dev.holdfast.servlet.internal.body;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose body was read in advance, in part or whole, and is there for the handler all the same. One request. */
public class ReplayedRequest extends HttpServletRequestWrapper {
    /** As many bytes of form as servers commonly take. */
    private static final int LARGEST_FORM = 2 * 1024 * 1024;

    private final Source source;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;
    private @Nullable Map<String, String[]> parameters;

    /** Where the body is to be had. */
    public sealed interface Source {
        /** The container still has it: its streams, parameters and parts are as they were. */
        record Container() implements Source {}

        /**
         * A part of it was taken from the container.
         *
         * @param prefix what was taken
         * @param rest what is left
         * @param observer sees the rest as it is read
         */
        record Taken(BodyPrefix prefix, ServletInputStream rest, BodyObserver observer) implements Source {}
    }

    /** Gives a request its body back. */
    public ReplayedRequest(HttpServletRequest request, Source source) {
        super(request);
        this.source = source;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (!(source instanceof Source.Taken taken)) {
            return super.getInputStream();
        }
        if (reader != null) {
            throw new IllegalStateException("getReader() has been called for this request");
        }
        if (stream == null) {
            stream = new ReplayStream(taken.prefix(), taken.rest(), taken.observer());
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (!(source instanceof Source.Taken taken)) {
            return super.getReader();
        }
        if (reader == null) {
            if (stream != null) {
                throw new IllegalStateException("getInputStream() has been called for this request");
            }
            // Servlet 6.0 §3.12: ISO-8859-1 where nobody says otherwise
            Charset charset = charset(StandardCharsets.ISO_8859_1);
            reader = new BufferedReader(
                    new InputStreamReader(new ReplayStream(taken.prefix(), taken.rest(), taken.observer()), charset));
        }
        return reader;
    }

    private Charset charset(Charset otherwise) throws UnsupportedEncodingException {
        String name = getCharacterEncoding();
        if (name == null) {
            return otherwise;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            UnsupportedEncodingException unsupported = new UnsupportedEncodingException(name);
            unsupported.initCause(e);
            throw unsupported;
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterMap().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = getParameterMap().get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        if (!(source instanceof Source.Taken) || !FormFields.areIn(this)) {
            return super.getParameterMap();
        }
        if (parameters == null) {
            // Servlet 6.0 §3.1.1: once the handler has read the body itself, it is not parsed
            boolean readByHandler = stream != null || reader != null;
            parameters = readByHandler ? super.getParameterMap() : queryAndForm();
        }
        return parameters;
    }

    private Map<String, String[]> queryAndForm() {
        // the form first: some containers parse whatever is left of the body when they are asked for the query
        Map<String, List<String>> form = formFields();
        Map<String, List<String>> merged = new LinkedHashMap<>();
        super.getParameterMap().forEach((name, values) -> merged.put(name, new ArrayList<>(Arrays.asList(values))));
        form.forEach((name, values) ->
                merged.computeIfAbsent(name, n -> new ArrayList<>()).addAll(values));
        Map<String, String[]> result = new LinkedHashMap<>();
        merged.forEach((name, values) -> result.put(name, values.toArray(String[]::new)));
        return Collections.unmodifiableMap(result);
    }

    private Map<String, List<String>> formFields() {
        try {
            byte[] form = getInputStream().readNBytes(LARGEST_FORM + 1);
            if (form.length > LARGEST_FORM) {
                throw new IllegalStateException("The form has more than " + LARGEST_FORM + " bytes");
            }
            return FormFields.parse(form, charset(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.holdfast.servlet.internal.body;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose body a filter has read or watches, and which is there for the handler all the same. One request. */
public class ReplayedRequest extends HttpServletRequestWrapper {
    private final Source source;
    private final Callbacks callbacks;
    private final Parameters parameters;
    private @Nullable ReplayStream body;
    private boolean streamGiven;
    private @Nullable BufferedReader reader;
    private @Nullable String encoding;

    /** Where the body is to be had. */
    public sealed interface Source {
        /** The container still has it: its streams, parameters and parts are as they were. */
        record Container() implements Source {}

        /**
         * The container still has it, and what the handler does with it is watched.
         *
         * @param observer sees all of it as it is read, or the parts as they are parsed
         */
        record Watched(BodyObserver observer) implements Source {}

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
        this.callbacks = Callbacks.of(request);
        this.parameters = parameters(request);
    }

    @Override
    public void setRequest(ServletRequest request) {
        super.setRequest(request);
        parameters.continueAs((HttpServletRequest) request);
    }

    /** Calls the handler; its listeners are called when it has returned. */
    public final void dispatch(FilterChain chain, ServletResponse response) throws IOException, ServletException {
        callbacks.dispatchBegins();
        try {
            chain.doFilter(this, response);
        } finally {
            callbacks.dispatchEnds();
        }
    }

    /** Who calls the handler's listeners, as far as it is not the container. */
    public final Callbacks callbacks() {
        return callbacks;
    }

    private Parameters parameters(HttpServletRequest request) {
        if (source instanceof Source.Watched watched) {
            return new Parameters.Parsed(request, watched.observer());
        }
        return source instanceof Source.Taken ? new Parameters.OfForm(request, this) : new Parameters(request);
    }

    /** The body for whoever asks first: handler or form. */
    ReplayStream body() throws IOException {
        if (body == null) {
            if (source instanceof Source.Taken taken) {
                body = new ReplayStream(taken.prefix(), taken.rest(), taken.observer(), this);
            } else if (source instanceof Source.Watched watched) {
                body = new ReplayStream(BodyPrefix.NONE, super.getInputStream(), watched.observer(), this);
            } else {
                throw new AssertionError(source);
            }
        }
        return body;
    }

    /** Whether the handler has taken the body, one way or the other. */
    boolean given() {
        return streamGiven || reader != null;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (source instanceof Source.Container) {
            return super.getInputStream();
        }
        if (reader != null) {
            throw new IllegalStateException("getReader() has been called for this request");
        }
        ServletInputStream stream = body();
        streamGiven = true;
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (source instanceof Source.Container) {
            return super.getReader();
        }
        if (reader == null) {
            if (streamGiven) {
                throw new IllegalStateException("getInputStream() has been called for this request");
            }
            // Servlet 6.0 §3.12: ISO-8859-1 where nobody says otherwise
            String name = getCharacterEncoding();
            Charset charset = name == null ? StandardCharsets.ISO_8859_1 : charset(name);
            reader = new BufferedReader(new InputStreamReader(body(), charset));
        }
        return reader;
    }

    private static Charset charset(String name) throws UnsupportedEncodingException {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            UnsupportedEncodingException unsupported = new UnsupportedEncodingException(name);
            unsupported.initCause(e);
            throw unsupported;
        }
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return encoding != null ? encoding : super.getCharacterEncoding();
    }

    @Override
    public void setCharacterEncoding(@Nullable String name) throws UnsupportedEncodingException {
        // Servlet 6.0 §3.12: once the body is read, this has no effect
        if (reader != null) {
            return;
        }
        // a container whose stream was taken may ignore it; one that takes it shows it, and may decode the query by it
        super.setCharacterEncoding(name);
        if (name != null && source instanceof Source.Taken && !streamGiven && parameters.leaveEncodingOpen()) {
            charset(name);
            encoding = name;
        }
    }

    /** Servlet 6.1's form of the same, which would go past this wrapper otherwise. */
    public void setCharacterEncoding(Charset charset) {
        try {
            setCharacterEncoding(charset.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalArgumentException(charset.name(), e);
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        return parameters.value(name);
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.values(name);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return parameters.names();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters.map();
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        return parameters.parts(super::getParts);
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        return parameters.parts(() -> super.getPart(name));
    }
}

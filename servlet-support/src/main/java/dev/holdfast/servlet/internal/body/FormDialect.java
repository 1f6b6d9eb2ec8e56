package dev.holdfast.servlet.internal.body;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a container makes parameters of a form, as far as the specification leaves it to each. One of the places that ask which
 * container it is.
 */
enum FormDialect {
    JETTY_12_0("POST|PUT", Fault.REFUSED, StandardCharsets.UTF_8),
    JETTY_12_1("POST|PUT", Fault.REFUSED, StandardCharsets.UTF_8),
    TOMCAT_10("POST", Fault.SKIPPED, StandardCharsets.ISO_8859_1),
    TOMCAT_11("POST", Fault.REFUSED, StandardCharsets.ISO_8859_1),
    UNDERTOW(".*", Fault.FAILED, StandardCharsets.ISO_8859_1),
    OTHER("POST", Fault.REFUSED, StandardCharsets.UTF_8);

    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final Pattern VERSION = Pattern.compile("/(\\d+)\\.(\\d+)");
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    /** What becomes of a field that is not written as it should be. */
    private enum Fault {
        /** The client is told. */
        REFUSED,
        /** The field is left out. */
        SKIPPED,
        /** The handler meets a failure as if it were the server's. */
        FAILED
    }

    private final String methods;
    private final Fault fault;
    private final Charset otherwise;

    FormDialect(String methods, Fault fault, Charset otherwise) {
        this.methods = methods;
        this.fault = fault;
        this.otherwise = otherwise;
    }

    static FormDialect of(HttpServletRequest request) {
        return named(request.getServletContext().getServerInfo());
    }

    static FormDialect named(String server) {
        String name = server.toLowerCase(Locale.ROOT);
        Matcher version = VERSION.matcher(name);
        int major = version.find() ? Integer.parseInt(version.group(1)) : 0;
        if (name.startsWith("jetty/")) {
            return major > 12 || (major == 12 && !version.group(2).equals("0")) ? JETTY_12_1 : JETTY_12_0;
        }
        if (name.startsWith("apache tomcat")) {
            return major > 10 ? TOMCAT_11 : TOMCAT_10;
        }
        return name.startsWith("undertow") || name.startsWith("wildfly") || name.startsWith("jboss eap")
                ? UNDERTOW
                : OTHER;
    }

    /** Servlet 6.0 §3.1.1 speaks of POST only; some containers take more, and their applications rely on it. */
    boolean parses(HttpServletRequest request) {
        String type = request.getHeader("Content-Type");
        if (type == null || !request.getMethod().matches(methods)) {
            return false;
        }
        return this == UNDERTOW
                ? type.startsWith(TYPE)
                : type.split(";", 2)[0].strip().equalsIgnoreCase(TYPE);
    }

    /**
     * What the form is written in.
     *
     * @throws MalformedFormException if it says so itself, in a name that means nothing
     */
    Charset charset(HttpServletRequest request) {
        boolean jetty = this == JETTY_12_0 || this == JETTY_12_1;
        // Jetty asks the form alone, and not what setCharacterEncoding said
        String name = jetty ? charsetOf(request.getHeader("Content-Type")) : request.getCharacterEncoding();
        if (name == null) {
            return otherwise;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            if (jetty) {
                throw new MalformedFormException("The form is written in an unknown charset");
            }
            return otherwise;
        }
    }

    private static @Nullable String charsetOf(@Nullable String contentType) {
        Matcher matcher = CHARSET.matcher(contentType == null ? "" : contentType);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Whether the body is the handler's own from when it has the stream, or only from when it has read of it. */
    boolean streamWithholdsForm() {
        return this != JETTY_12_1;
    }

    /** Whether a field may have no name, and be nothing at all except at the end. */
    boolean takesNameless() {
        return this != TOMCAT_10 && this != TOMCAT_11;
    }

    /** Whether bytes that mean nothing in the form's charset are a fault; otherwise they are replaced. */
    boolean decodesStrictly() {
        return fault == Fault.REFUSED;
    }

    /** Whether what is written in ASCII is ASCII in any charset. */
    boolean takesAsciiAsItIs() {
        return this == UNDERTOW;
    }

    /**
     * Meets a field that is not written as it should be.
     *
     * @throws RuntimeException unless the field is to be left out
     */
    void fault(String what) {
        switch (fault) {
            case REFUSED -> throw new MalformedFormException(what);
            case FAILED -> throw new IllegalArgumentException(what);
            case SKIPPED -> {}
        }
    }
}

package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the chain does to the header fields of a response: they are the container's, and only what it does not show among
 * them is remembered here. One request.
 */
final class CapturedFields {
    private static final String SET_COOKIE = "Set-Cookie";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_LANGUAGE = "Content-Language";

    private final Supplier<HttpServletResponse> target;
    private final HeaderSnapshot before;
    private final @Nullable String charsetBefore;
    private final List<HeaderChange> hiddenRepetitions = new ArrayList<>();
    private final List<Cookie> hiddenCookies = new ArrayList<>();
    private final List<HeaderChange> late = new ArrayList<>();
    /** What the container calls its content type although it has been reset, and does not send. */
    private @Nullable String typeOfNothing;

    private @Nullable Locale locale;
    private boolean localeLostItsCharset;
    private @Nullable Supplier<Map<String, String>> trailers;

    CapturedFields(Supplier<HttpServletResponse> target) {
        this.target = target;
        this.before = HeaderSnapshot.of(target.get());
        this.charsetBefore = target.get().getCharacterEncoding();
    }

    void set(String name, @Nullable String value) {
        if (value == null && name.equalsIgnoreCase(CONTENT_TYPE)) {
            watchingCharset(() -> target.get().setHeader(name, value));
        } else {
            target.get().setHeader(name, value);
        }
        hiddenRepetitions.removeIf(change -> change.name().equalsIgnoreCase(name));
    }

    void add(String name, @Nullable String value) {
        HttpServletResponse response = target.get();
        int shown = response.getHeaders(name).size();
        response.addHeader(name, value);
        // some containers show a value once, however often they send it
        if (value != null
                && response.getHeaders(name).size() == shown
                && response.getHeaders(name).contains(value)) {
            hiddenRepetitions.add(new HeaderChange(name, List.of(value), false));
        }
    }

    void addCookie(Cookie cookie) {
        HttpServletResponse response = target.get();
        int shown = response.getHeaders(SET_COOKIE).size();
        response.addCookie(cookie);
        if (response.getHeaders(SET_COOKIE).size() == shown) {
            hiddenCookies.add((Cookie) cookie.clone());
        }
    }

    void setLocale(@Nullable Locale value) {
        target.get().setLocale(value);
        locale = value;
        localeLostItsCharset = false;
    }

    void setContentType(@Nullable String type) {
        watchingCharset(() -> target.get().setContentType(type));
    }

    void setCharacterEncoding(@Nullable String charset) {
        watchingCharset(() -> target.get().setCharacterEncoding(charset));
    }

    /** Some containers forget with a content type that is taken back the charset of the locale, but not the language. */
    private void watchingCharset(Runnable change) {
        String earlier = target.get().getCharacterEncoding();
        change.run();
        boolean changed = !Objects.equals(target.get().getCharacterEncoding(), earlier);
        localeLostItsCharset |= changed && locale != null && target.get().getContentType() == null;
    }

    void setTrailers(Supplier<Map<String, String>> supplier) {
        OnceSupplier once = new OnceSupplier(supplier);
        target.get().setTrailerFields(once);
        trailers = once;
    }

    /** The container asks when it sends them, and the record before that; the handler's counts on being asked once. */
    private static final class OnceSupplier implements Supplier<Map<String, String>> {
        private final Supplier<Map<String, String>> handler;
        private boolean asked;
        private @Nullable Map<String, String> answer;

        OnceSupplier(Supplier<Map<String, String>> handler) {
            this.handler = handler;
        }

        @Override
        @SuppressWarnings("NullAway") // as the handler's does
        public synchronized Map<String, String> get() {
            if (!asked) {
                answer = handler.get();
                asked = true;
            }
            return answer;
        }
    }

    /** A field that is set or added after {@code sendError} or {@code sendRedirect}: containers differ in what they do. */
    void later(String name, @Nullable String value, boolean replaces) {
        boolean ofTheErrorPage = name.equalsIgnoreCase(CONTENT_TYPE) || name.equalsIgnoreCase("Content-Length");
        if (value != null && !ofTheErrorPage) {
            late.add(new HeaderChange(name, List.of(value), replaces));
        }
    }

    List<HeaderChange> late() {
        return late;
    }

    @Nullable
    Supplier<Map<String, String>> trailerSupplier() {
        return trailers;
    }

    /** What was set before the container was reset. */
    void forget() {
        typeOfNothing = target.get().getContentType();
        hiddenRepetitions.clear();
        hiddenCookies.clear();
        locale = null;
        localeLostItsCharset = false;
        trailers = null;
    }

    /** Sets what outer filters had set, on a response that has been reset. */
    void restore() {
        before.applyTo(target.get());
    }

    Snapshot snapshot(int status, long contentLength, Ending ending) {
        List<HeaderChange> changes =
                new ArrayList<>(HeaderSnapshot.of(target.get()).since(before));
        if (typeOfNothing != null && target.get().getHeader(CONTENT_TYPE) == null) {
            changes.removeIf(change ->
                    change.name().equals(CONTENT_TYPE) && change.values().contains(typeOfNothing));
        }
        if (locale != null && localeLostItsCharset && target.get().getHeader(CONTENT_LANGUAGE) == null) {
            changes.add(new HeaderChange(CONTENT_LANGUAGE, List.of(locale.toLanguageTag()), true));
        }
        changes.addAll(hiddenRepetitions);
        if (contentLength >= 0) {
            changes.add(new HeaderChange("Content-Length", List.of(Long.toString(contentLength)), true));
        }
        Map<String, String> fields = trailers == null ? null : trailers.get();
        return new Snapshot(
                status,
                localeLostItsCharset ? null : locale,
                charset(),
                changes,
                hiddenCookies,
                ending,
                fields == null ? Map.of() : fields);
    }

    /** The charset that was set without a content type, which would show it. */
    private @Nullable String charset() {
        HttpServletResponse response = target.get();
        String now = response.getCharacterEncoding();
        return response.getContentType() == null && !Objects.equals(now, charsetBefore) ? now : null;
    }
}

package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.servlet.internal.body.BodyObserver;
import dev.holdfast.servlet.internal.body.BodyPrefix;
import dev.holdfast.servlet.internal.body.ReplayedRequest.Source;
import dev.holdfast.servlet.internal.body.UnreadBody;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, as far as it is known before it is handled, and how its handler gets at the body. One request.
 */
/*
 * How much of a body the fingerprint covers
 *
 * A body that fits the memory it is given is digested whole before the key is claimed. Of a larger one the claim's
 * fingerprint covers what was held, and the rest is digested as the handler reads it and recorded with the outcome; a
 * retry's rest is compared when the outcome is known. A digest that cannot compare beginnings leaves a large body to
 * that second comparison altogether.
 *
 * A multipart body is left alone until the handler reaches for it. Only the container can parse parts for its handlers, and
 * only if nobody has read the body before; and it parses them as the handler told it to, or leaves the bytes to the handler.
 * Which of the two it is, no call of the Servlet API tells without using the body up. What the handler got is digested as it
 * gets it, parts or bytes, and is compared when the outcome is known.
 */
final class RequestContent {
    private enum Coverage {
        WHOLE,
        BEGINNING,
        NOTHING,
        PARAMETERS
    }

    private final Fingerprint fingerprint;
    private final HttpServletRequest request;
    private final Source source;
    private final @Nullable BodyTail tail;
    private final int bound;

    private RequestContent(
            Fingerprint fingerprint,
            HttpServletRequest request,
            Source source,
            @Nullable BodyTail tail,
            Settings settings) {
        this.fingerprint = fingerprint;
        this.request = request;
        this.source = source;
        this.tail = tail;
        this.bound = settings.bodyMemory();
    }

    /**
     * Reads as much of the request as the fingerprint needs.
     *
     * @throws IOException if the client's connection broke
     */
    static RequestContent read(HttpServletRequest request, Settings settings) throws IOException {
        Sha256 head = head(request, settings.fingerprintHeaders());
        FingerprintStrategy strategy = settings.fingerprintStrategy();
        if (MultipartDigest.isMultipart(request.getHeader("Content-Type"))) {
            BodyTail tail = tail(strategy, request, new byte[0]);
            return new RequestContent(
                    seal(head, Coverage.NOTHING, new byte[0]), request, new Source.Watched(tail), tail, settings);
        }
        UnreadBody.asked(request);
        ServletInputStream body = request.getInputStream();
        BodyPrefix prefix = BodyPrefix.read(body, settings.bodyMemory(), request.getContentLengthLong());
        if (prefix.bytes().length == 0 && parsedBefore(request)) {
            byte[] digest = parametersDigest(request.getParameterMap());
            return new RequestContent(
                    seal(head, Coverage.PARAMETERS, digest), request, new Source.Container(), null, settings);
        }
        if (prefix.whole()) {
            Fingerprint whole = small(head, strategy.bodyDigest(request), prefix);
            BodyObserver nothingLeft = (bytes, offset, length) -> {};
            return new RequestContent(whole, request, new Source.Taken(prefix, body, nothingLeft), null, settings);
        }
        BodyTail tail = tail(strategy, request, prefix.bytes());
        return new RequestContent(
                large(head, strategy.bodyDigest(request), prefix),
                request,
                new Source.Taken(prefix, body, tail),
                tail,
                settings);
    }

    /** Whether all of the body has been read from the container. */
    boolean isRead() {
        return source instanceof Source.Taken taken && taken.prefix().whole();
    }

    private static Fingerprint small(Sha256 head, BodyDigest digest, BodyPrefix prefix) {
        digest.update(prefix.bytes(), 0, prefix.bytes().length);
        return seal(head, Coverage.WHOLE, digest.finish());
    }

    private static Fingerprint large(Sha256 head, BodyDigest beginning, BodyPrefix prefix) {
        if (!beginning.comparesPrefixes()) {
            return seal(head, Coverage.NOTHING, new byte[0]);
        }
        beginning.update(prefix.bytes(), 0, prefix.bytes().length);
        return seal(head, Coverage.BEGINNING, beginning.finish());
    }

    private static BodyTail tail(FingerprintStrategy strategy, HttpServletRequest request, byte[] prefix) {
        return new BodyTail(strategy.bodyDigest(request), prefix, request.getContentLengthLong());
    }

    private static Sha256 head(HttpServletRequest request, List<String> headers) {
        String query = request.getQueryString();
        Sha256 head = new Sha256()
                .part("holdfast/1/fingerprint")
                .part(request.getMethod())
                .part(request.getRequestURI())
                .number(query == null ? 0 : 1)
                .part(query == null ? "" : query)
                .number(headers.size());
        for (String name : headers) {
            List<String> values = Collections.list(request.getHeaders(name));
            head.part(name.toLowerCase(Locale.ROOT)).number(values.size());
            values.forEach(head::part);
        }
        return head;
    }

    private static Fingerprint seal(Sha256 head, Coverage coverage, byte[] digest) {
        return Fingerprint.of(head.part(coverage.name()).part(digest).finish());
    }

    /** A filter before this one may have asked for a parameter, and so have made the container take the form. */
    private static boolean parsedBefore(HttpServletRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")
                && !request.getParameterMap().isEmpty();
    }

    private static byte[] parametersDigest(Map<String, String[]> parameters) {
        Sha256 digest = new Sha256().number(parameters.size());
        new TreeMap<>(parameters).forEach((name, values) -> {
            digest.part(name).number(values.length);
            for (String value : values) {
                digest.part(value);
            }
        });
        return digest.finish();
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    Source source() {
        return source;
    }

    /** What to record of the body beside the fingerprint, once the handler is done. Called once. */
    BodyEvidence evidence() {
        return tail == null ? new BodyEvidence.None() : tail.evidence(new Rest(), bound);
    }

    /** Whether this, a retry, has the body that was recorded; its rest is read now. */
    boolean matches(BodyEvidence recorded) throws IOException {
        if (!(recorded instanceof BodyEvidence.Read first)) {
            return true;
        }
        if (tail == null) {
            return false;
        }
        UnreadBody.asked(request);
        return first.isOfParts() ? hasParts(first) : tail.matches(first, new Rest());
    }

    private boolean hasParts(BodyEvidence.Read first) throws IOException {
        try {
            String encoding = first.encodingOfParts();
            if (!encoding.isEmpty() && !encoding.equals(request.getCharacterEncoding())) {
                request.setCharacterEncoding(encoding); // as the first one's handler did, if not the request itself
            }
            byte[] parts = PartsDigest.of(request.getParts());
            return BodyEvidence.Read.ofParts(parts, encoding).matches(first.digest());
        } catch (IllegalStateException | ServletException | UnsupportedEncodingException e) {
            return false; // containers differ in how they say that there are none
        }
    }

    /** What of the body nobody has read. */
    private final class Rest extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            // not before it is wanted: a container that has given its stream away parses no parts
            return request.getInputStream().read(bytes, offset, length);
        }
    }
}

package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Fingerprint;
import dev.holdfast.servlet.internal.body.BodyObserver;
import dev.holdfast.servlet.internal.body.BodyPrefix;
import dev.holdfast.servlet.internal.body.ReplayedRequest.Source;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * Parts that the container parses are digested one by one from where the container keeps them, so that the handler
 * still finds them there.
 */
final class RequestContent {
    private enum Coverage {
        WHOLE,
        BEGINNING,
        NOTHING,
        PARTS,
        PARAMETERS
    }

    private final Fingerprint fingerprint;
    private final Source source;
    private final @Nullable BodyTail tail;

    private RequestContent(Fingerprint fingerprint, Source source, @Nullable BodyTail tail) {
        this.fingerprint = fingerprint;
        this.source = source;
        this.tail = tail;
    }

    /**
     * Reads as much of the request as the fingerprint needs.
     *
     * @throws IOException if the client's connection broke
     */
    static RequestContent read(HttpServletRequest request, Settings settings) throws IOException {
        Sha256 head = head(request, settings.fingerprintHeaders());
        Optional<byte[]> parts =
                MultipartDigest.boundaryOf(request.getHeader("Content-Type")).isPresent()
                        ? partsDigest(request)
                        : Optional.empty();
        if (parts.isPresent()) {
            return new RequestContent(seal(head, Coverage.PARTS, parts.get()), new Source.Container(), null);
        }
        ServletInputStream body = request.getInputStream();
        BodyPrefix prefix = BodyPrefix.read(body, settings.bodyMemory());
        if (prefix.bytes().length == 0 && parsedBefore(request)) {
            byte[] digest = parametersDigest(request.getParameterMap());
            return new RequestContent(seal(head, Coverage.PARAMETERS, digest), new Source.Container(), null);
        }
        FingerprintStrategy strategy = settings.fingerprintStrategy();
        return prefix.whole()
                ? small(head, strategy.bodyDigest(request), prefix, body)
                : large(head, strategy, request, prefix, body);
    }

    private static RequestContent small(Sha256 head, BodyDigest digest, BodyPrefix prefix, ServletInputStream body) {
        digest.update(prefix.bytes(), 0, prefix.bytes().length);
        BodyObserver nothingLeft = (bytes, offset, length) -> {};
        return new RequestContent(
                seal(head, Coverage.WHOLE, digest.finish()), new Source.Taken(prefix, body, nothingLeft), null);
    }

    private static RequestContent large(
            Sha256 head,
            FingerprintStrategy strategy,
            HttpServletRequest request,
            BodyPrefix prefix,
            ServletInputStream body) {
        BodyDigest beginning = strategy.bodyDigest(request);
        Fingerprint fingerprint;
        if (beginning.comparesPrefixes()) {
            beginning.update(prefix.bytes(), 0, prefix.bytes().length);
            fingerprint = seal(head, Coverage.BEGINNING, beginning.finish());
        } else {
            fingerprint = seal(head, Coverage.NOTHING, new byte[0]);
        }
        BodyTail tail = new BodyTail(strategy.bodyDigest(request), prefix.bytes(), request.getContentLengthLong());
        return new RequestContent(fingerprint, new Source.Taken(prefix, body, tail), tail);
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

    /** Empty if the container does not parse this request's parts, and the handler may do it itself. */
    private static Optional<byte[]> partsDigest(HttpServletRequest request) {
        try {
            Collection<Part> parts = request.getParts();
            Sha256 digest = new Sha256().number(parts.size());
            for (Part part : parts) {
                digest(part, digest);
            }
            return Optional.of(digest.finish());
        } catch (IllegalStateException | ServletException e) {
            return Optional.empty(); // containers differ in how they say that they do not
        } catch (IOException e) {
            // the handler is about to meet the same failure, and then nothing is recorded
            return Optional.of(new byte[0]);
        }
    }

    private static void digest(Part part, Sha256 digest) throws IOException {
        Collection<String> names = part.getHeaderNames();
        digest.number(names.size());
        for (String name : names) {
            Collection<String> values = part.getHeaders(name);
            digest.part(name.toLowerCase(Locale.ROOT)).number(values.size());
            values.forEach(digest::part);
        }
        BodyDigest content = new Sha256Digest();
        try (InputStream in = part.getInputStream()) {
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                content.update(buffer, 0, count);
            }
        }
        digest.number(part.getSize()).part(content.finish());
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

    /** What to record of the body beside the fingerprint. */
    BodyEvidence evidence() {
        return tail == null ? new BodyEvidence.None() : tail.evidence();
    }

    /** Whether this, a retry, has the body that was recorded; its rest is read now. */
    boolean matches(BodyEvidence recorded) throws IOException {
        if (!(recorded instanceof BodyEvidence.Read first)) {
            return true;
        }
        return tail != null && source instanceof Source.Taken taken && tail.matches(first, taken.rest());
    }
}

package dev.holdfast.idempotency;

import jakarta.servlet.http.HttpServletRequest;

/**
 * What decides whether two bodies ask for the same. Method, path, query and the chosen header fields are compared in any
 * case.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface FingerprintStrategy {

    /** A digest for the body of this request, which has not been read and must not be read here. */
    BodyDigest bodyDigest(HttpServletRequest request);

    /** Byte for byte; {@code multipart/form-data} part by part, because each attempt draws a new boundary. */
    static FingerprintStrategy exact() {
        return request -> MultipartDigest.boundaryOf(request.getHeader("Content-Type"))
                .<BodyDigest>map(MultipartDigest::new)
                .orElseGet(Sha256Digest::new);
    }
}

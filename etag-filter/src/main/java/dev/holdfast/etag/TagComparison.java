package dev.holdfast.etag;

import java.util.List;

/**
 * When a client's tag is taken for the current one. Immutable.
 *
 * @param weakIfMatch whether {@code If-Match} compares weakly, as FHIR, SCIM and OData do, and not strongly
 * @param tolerant whether the endings and the {@code W/} are forgiven that compressing servers and proxies add
 */
record TagComparison(boolean weakIfMatch, boolean tolerant) {
    /** RFC 9110 to the letter. */
    static final TagComparison STRICT = new TagComparison(false, false);

    /** By Apache httpd ({@code -gzip}, {@code -br}), Jetty ({@code --gzip}) and others. */
    private static final List<String> ENDINGS =
            List.of("-gzip", "--gzip", "-br", "--br", "-deflate", "--deflate", "-zstd", "--zstd", ";gzip", ";br");

    /** For {@code If-Match}. */
    boolean matchesForWrite(EntityTag sent, EntityTag current) {
        if (tolerant) {
            // a proxy's W/ is not the client's; what the source itself calls weak stays weak
            return isRewritten(sent, current) && (weakIfMatch || !current.weak());
        }
        return weakIfMatch ? sent.matchesWeakly(current) : sent.matchesStrongly(current);
    }

    /** For {@code If-None-Match}. */
    boolean matchesForRead(EntityTag sent, EntityTag current) {
        return tolerant ? isRewritten(sent, current) : sent.matchesWeakly(current);
    }

    /** The current tag is made longer, and never the client's made shorter: that could make two tags one. */
    private static boolean isRewritten(EntityTag sent, EntityTag current) {
        if (sent.matchesWeakly(current)) {
            return true;
        }
        String opaque = sent.opaque();
        return opaque.startsWith(current.opaque())
                && ENDINGS.contains(opaque.substring(current.opaque().length()));
    }
}

package dev.holdfast.benchmarks.app;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a request goes through on its way to the servlet. A peer to compare with is one more: here, in {@link StackFilters}, and
 * in the workloads it is fit for.
 */
public enum Stack {
    /** Nothing: the servlet as it is. */
    BARE("bare servlet"),
    /** The idempotency filter on records in memory. */
    MEMORY("idempotency, memory"),
    /** The idempotency filter on records in a database, written before and after. */
    FENCED("idempotency, JDBC fenced"),
    /** The idempotency filter on records in a database, written in the request's transaction. */
    TRANSACTIONAL("idempotency, JDBC transactional"),
    /** The idempotency filter on records in memory, then the filter for conditional requests. */
    BOTH("both filters, memory and counted"),
    /** The filter for conditional requests, which counts versions itself. */
    VERSIONS("ETag, counted"),
    /** The filter for conditional requests, on versions in the application's table. */
    JDBC_VERSIONS("ETag, JDBC versions"),
    /** The filter for conditional requests, on the hash of the content. */
    SHALLOW("ETag, hash of the content"),
    /** Spring's filter, on the hash of the content. */
    SPRING_SHALLOW("Spring's ShallowEtagHeaderFilter"),
    /** No filter and not this servlet, but a file with the same content. */
    JETTY_STATIC("Jetty's static resource");

    private static final Set<Stack> ON_A_DATABASE = EnumSet.of(FENCED, TRANSACTIONAL, JDBC_VERSIONS);

    private final String label;

    Stack(String label) {
        this.label = label;
    }

    /** Its name in reports. */
    public String label() {
        return label;
    }

    /** Whether it needs a database. */
    public boolean hasDatabase() {
        return ON_A_DATABASE.contains(this);
    }
}

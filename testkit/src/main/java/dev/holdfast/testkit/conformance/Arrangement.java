package dev.holdfast.testkit.conformance;

/** How an application is deployed. */
public enum Arrangement {
    /** With nothing but filters and servlets: the container's own error pages. */
    PLAIN,
    /** With error pages of its own. */
    ERROR_PAGES,
    /** In a container that compresses. */
    COMPRESSED
}

package dev.holdfast.testkit.conformance;

/** How an application is deployed. */
public enum Arrangement {
    /** With nothing but filters and servlets: the container's own error pages. */
    PLAIN,
    /** The same, in a container whose buffers nobody has changed: Tomcat keeps a larger one for whoever comes next. */
    UNCHANGED_BUFFERS,
    /** With error pages of its own. */
    ERROR_PAGES,
    /** In a container that compresses. */
    COMPRESSED
}

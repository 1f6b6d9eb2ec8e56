package dev.holdfast.testkit.conformance;

import java.util.List;

/** Knows what an application did, apart from what it answered. */
public interface Witness {
    /** The field that names one request among all, for what is to be known of it apart from its response. */
    String TRACE = "X-Trace";

    /** How often the request with this {@link #TRACE} reached its handler. */
    int runs(String trace);

    /** What the handler saw while it was there. */
    List<String> seen(String trace);
}

package dev.holdfast.testkit.conformance;

import java.util.List;

/** Knows what an application did, apart from what it answered. */
public interface Witness {

    /** How often the request with this {@code X-Trace} reached its handler. */
    int runs(String trace);

    /** What the handler saw while it was there. */
    List<String> seen(String trace);
}

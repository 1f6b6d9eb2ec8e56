package dev.holdfast.examples.tunnel.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The expenses as one party has them at the end, by path. */
public record Replica(String holder, Map<String, Representation> representations) {
    /** Takes them. */
    public Replica {
        representations = Map.copyOf(representations);
    }

    /**
     * An expense's text.
     *
     * @param etag none without the filters
     */
    public record Representation(@Nullable String etag, String body) {}
}

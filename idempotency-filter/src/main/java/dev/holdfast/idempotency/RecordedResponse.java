package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.capture.Ending;
import dev.holdfast.servlet.internal.capture.HeaderChange;
import dev.holdfast.servlet.internal.capture.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A response that somebody settles an unknown outcome with. Immutable. */
public final class RecordedResponse {
    private final Snapshot snapshot;

    private RecordedResponse(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Describes the response that retries will get.
     *
     * @param status the HTTP status, 200 to 599
     * @param headers header fields by name, each with at least one value; the length is the body's
     * @param body may be empty; copied
     * @throws IllegalArgumentException if the status is out of its range, or a field has no value or is {@code
     *     Content-Length}
     */
    public static RecordedResponse of(int status, Map<String, List<String>> headers, byte[] body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status is " + status + ": it must be from 200 to 599");
        }
        List<HeaderChange> changes = new ArrayList<>();
        headers.forEach((name, values) -> changes.add(change(name, values)));
        return new RecordedResponse(new Snapshot(status, changes, new Ending.Body(body.clone())));
    }

    private static HeaderChange change(String name, List<String> values) {
        if (name.equalsIgnoreCase("Content-Length")) {
            throw new IllegalArgumentException(
                    "headers has Content-Length " + values + ": it must be left to the body");
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("headers has " + name + " without a value");
        }
        return new HeaderChange(name, values, true);
    }

    Snapshot snapshot() {
        return snapshot;
    }
}

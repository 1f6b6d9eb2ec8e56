package dev.holdfast.compatibility;

import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.http.WireRequest;
import org.junit.jupiter.params.provider.Arguments;

/** One thing that applications do, for parameterized tests. */
final class Case {
    private Case() {}

    /** Its name, its request, and what becomes of a retry. */
    static Arguments of(String name, WireRequest request, Retry retry) {
        return Arguments.of(name, request, retry);
    }

    /** One whose retry is a replay. */
    static Arguments replayed(String name, WireRequest request) {
        return of(name, request, Retry.REPLAYED);
    }
}

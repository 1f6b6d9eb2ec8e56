package dev.holdfast.compatibility;

import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.http.WireRequest;
import org.junit.jupiter.params.provider.Arguments;

/** One thing that applications do, for parameterized tests. */
final class Case {
    private Case() {}

    /** Its name, its request, the status of the bare application's response, and what becomes of a retry. */
    static Arguments of(String name, WireRequest request, int status, Retry retry) {
        return Arguments.of(name, request, status, retry);
    }

    /** One whose retry is a replay. */
    static Arguments replayed(String name, WireRequest request, int status) {
        return of(name, request, status, Retry.REPLAYED);
    }

    /** One whose error page shows what the exception left in the request, which no retry has. */
    static Arguments replayedWithANewPage(String name, WireRequest request, int status) {
        return of(name, request, status, Retry.REPLAYED_WITH_A_NEW_PAGE);
    }

    /** One that succeeds, and whose retry is a replay. */
    static Arguments replayed(String name, WireRequest request) {
        return replayed(name, request, 200);
    }
}

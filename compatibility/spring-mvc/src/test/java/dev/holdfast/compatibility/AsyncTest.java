package dev.holdfast.compatibility;

import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SpringTwins.Provider.class)
class AsyncTest {
    private final SpringTwins twins;

    AsyncTest(SpringTwins twins) {
        this.twins = twins;
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                replayed("deferred"),
                replayed("deferred-entity", 201),
                replayed("deferred-at-once"),
                replayed("deferred-refused", 409),
                runs("deferred-failed", 500),
                runs("deferred-late", 503),
                replayed("deferred-on-timeout", 202),
                replayed("callable"),
                runs("callable-failed", 500),
                replayed("future"),
                Case.replayedWithANewPage("future-refused", Requests.post("/async/future-refused"), 410),
                replayed("task"),
                replayed("task-late"),
                replayed("again"),
                replayed("by-hand"));
    }

    private static Arguments replayed(String path) {
        return replayed(path, 200);
    }

    private static Arguments replayed(String path, int status) {
        return Case.replayed(path, Requests.post("/async/" + path), status);
    }

    private static Arguments runs(String path, int status) {
        return Case.of(path, Requests.post("/async/" + path), status, Retry.RUNS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFilterCannotBeTold(String name, WireRequest request, int status, Retry retry) throws IOException {
        twins.judge(request, status, retry);
    }
}

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
                replayed("deferred-entity"),
                replayed("deferred-at-once"),
                replayed("deferred-refused"),
                runs("deferred-failed"),
                runs("deferred-late"),
                replayed("deferred-on-timeout"),
                replayed("callable"),
                runs("callable-failed"),
                replayed("future"),
                replayed("future-refused"),
                replayed("task"),
                replayed("task-late"),
                replayed("again"),
                replayed("by-hand"));
    }

    private static Arguments replayed(String path) {
        return Case.replayed(path, Requests.post("/async/" + path));
    }

    private static Arguments runs(String path) {
        return Case.of(path, Requests.post("/async/" + path), Retry.RUNS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFilterCannotBeTold(String name, WireRequest request, Retry retry) throws IOException {
        twins.judge(request, retry);
    }
}

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
class ErrorsTest {
    private final SpringTwins twins;

    ErrorsTest(SpringTwins twins) {
        this.twins = twins;
    }

    static Stream<Arguments> handled() {
        return Stream.of(
                Case.replayed("@ExceptionHandler, 409", errors("handled")),
                Case.replayed("@ExceptionHandler after output", errors("handled-later")),
                Case.of("@ExceptionHandler, 503", errors("unavailable"), Retry.RUNS),
                Case.replayed("ProblemDetail", errors("problem")),
                Case.replayed("ErrorResponseException", errors("error-response")));
    }

    static Stream<Arguments> spring() {
        return Stream.of(
                Case.replayed("ResponseStatusException, 404", errors("status/404")),
                Case.replayed("ResponseStatusException, 409 as a page", page("status/409")),
                Case.of("ResponseStatusException, 429", errors("status/429"), Retry.RUNS),
                Case.of("ResponseStatusException, 503", errors("status/503"), Retry.RUNS),
                Case.replayed("an exception with @ResponseStatus", errors("annotated")),
                Case.replayed("no handler", Requests.json("/nowhere", "{}")),
                Case.replayed("no handler, as a page", Requests.post("/nowhere").header("Accept", "text/html")),
                Case.replayed("no handler of this method", Requests.json("/errors/read-only", "{}")),
                Case.replayed("no handler of this type", Requests.text("/errors/typed", "a")),
                Case.replayed(
                        "no handler for that type", Requests.json("/errors/typed", "{}").header("Accept", "image/png")),
                Case.replayed("no JSON", Requests.json("/entities/created", "{")),
                Case.replayed("no order", Requests.json("/entities/created", "{\"item\":\"\",\"count\":10}")),
                Case.replayed("no body", Requests.json("/entities/created", "")));
    }

    static Stream<Arguments> thrown() {
        return Stream.of(
                Case.of("unchecked", errors("unchecked"), Retry.RUNS),
                Case.of("unchecked, as a page", page("unchecked"), Retry.RUNS),
                Case.of("checked", errors("checked"), Retry.RUNS),
                Case.of("an error", errors("error"), Retry.RUNS),
                Case.replayed("sent", errors("sent")),
                Case.of("thrown after output", errors("after-output"), Retry.RUNS),
                Case.of("thrown after a flush", errors("after-flush"), Retry.RUNS));
    }

    private static WireRequest errors(String path) {
        return Requests.post("/errors/" + path);
    }

    private static WireRequest page(String path) {
        return errors(path).header("Accept", "text/html");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"handled", "spring", "thrown"})
    void theFilterCannotBeTold(String name, WireRequest request, Retry retry) throws IOException {
        twins.judge(request, retry);
    }
}

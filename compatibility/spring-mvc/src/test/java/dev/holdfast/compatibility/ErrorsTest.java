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
                Case.replayed("@ExceptionHandler, 409", errors("handled"), 409),
                Case.replayed("@ExceptionHandler after output", errors("handled-later"), 409),
                Case.of("@ExceptionHandler, 503", errors("unavailable"), 503, Retry.RUNS),
                Case.replayed("ProblemDetail", errors("problem"), 402),
                Case.replayedWithANewPage("ErrorResponseException", errors("error-response"), 409));
    }

    static Stream<Arguments> spring() {
        return Stream.of(
                Case.replayed("ResponseStatusException, 404", errors("status/404"), 404),
                Case.replayed("ResponseStatusException, 409 as a page", page("status/409"), 409),
                Case.of("ResponseStatusException, 429", errors("status/429"), 429, Retry.RUNS),
                Case.of("ResponseStatusException, 503", errors("status/503"), 503, Retry.RUNS),
                Case.replayed("an exception with @ResponseStatus", errors("annotated"), 410),
                Case.replayed("no handler", Requests.json("/nowhere", "{}"), 404),
                Case.replayed("no handler, as a page", Requests.post("/nowhere").header("Accept", "text/html"), 404),
                Case.replayed("no handler of this method", Requests.json("/errors/read-only", "{}"), 405),
                Case.replayed("no handler of this type", Requests.text("/errors/typed", "a"), 415),
                Case.replayed(
                        "no handler for that type", Requests.json("/errors/typed", "{}").header("Accept", "image/png"), 406),
                Case.replayedWithANewPage("no JSON", Requests.json("/entities/created", "{"), 400),
                Case.replayedWithANewPage("no order", Requests.json("/entities/created", "{\"item\":\"\",\"count\":10}"), 400),
                Case.replayedWithANewPage("no body", Requests.json("/entities/created", ""), 400));
    }

    static Stream<Arguments> thrown() {
        return Stream.of(
                Case.of("unchecked", errors("unchecked"), 500, Retry.RUNS),
                Case.of("unchecked, as a page", page("unchecked"), 500, Retry.RUNS),
                Case.of("checked", errors("checked"), 500, Retry.RUNS),
                Case.of("an error", errors("error"), 500, Retry.RUNS),
                Case.replayed("sent", errors("sent"), 404),
                Case.of("thrown after output", errors("after-output"), 500, Retry.RUNS),
                Case.of("thrown after a flush", errors("after-flush"), 200, Retry.RUNS));
    }

    private static WireRequest errors(String path) {
        return Requests.post("/errors/" + path);
    }

    private static WireRequest page(String path) {
        return errors(path).header("Accept", "text/html");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"handled", "spring", "thrown"})
    void theFilterCannotBeTold(String name, WireRequest request, int status, Retry retry) throws IOException {
        twins.judge(request, status, retry);
    }
}

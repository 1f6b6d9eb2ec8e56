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
class ViewsTest {
    private final SpringTwins twins;

    ViewsTest(SpringTwins twins) {
        this.twins = twins;
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Case.replayed("a redirect", views("redirect"), 302),
                Case.replayed("a redirect to another site", views("redirect-away"), 302),
                Case.replayed("a redirect with 303", views("redirect-303"), 303),
                Case.replayed("a redirect with a flash attribute", views("redirect-flash"), 302),
                Case.replayed("a forward", Requests.form("/views/forward?x=1", "item=a")),
                Case.replayed("a forward by hand", Requests.form("/views/forward-by-hand", "item=a")),
                Case.replayed("a forward to nowhere", views("forward-nowhere"), 404),
                Case.replayed("an include", Requests.form("/views/include", "item=a")),
                Case.replayed("a model and a view", views("page"), 202),
                Case.replayed("a view", views("page-of-a-view")),
                Case.replayed("no view", views("no-such-view"), 404));
    }

    private static WireRequest views(String path) {
        return Requests.post("/views/" + path);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFilterCannotBeTold(String name, WireRequest request, int status, Retry retry) throws IOException {
        twins.judge(request, status, retry);
    }
}

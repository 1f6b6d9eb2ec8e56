package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SpringTwins.Provider.class)
class FormsTest {
    private static final String FORM = "item=h%C3%A9llo+you&count=3&tags=a&tags=b";
    private static final String SMALL = Requests.file("file", "text/plain", "small");
    private static final String SPOOLED = Requests.file("file", "text/plain", "x".repeat(50_000));

    private final SpringTwins twins;

    FormsTest(SpringTwins twins) {
        this.twins = twins;
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                Case.replayed("fields", Requests.form("/forms/fields", FORM)),
                Case.replayed("an object", Requests.form("/forms/object", FORM)),
                Case.replayed("an object of chunks", Requests.form("/forms/object", FORM).chunked(5)),
                Case.replayed("query and form", Requests.form("/forms/all?item=query&x=1", FORM)),
                Case.replayed("fields as the body", Requests.form("/forms/body", FORM)),
                Case.replayed("fields as the body, and a query", Requests.form("/forms/body?item=query", FORM)),
                Case.replayed("a form as text", Requests.form("/forms/text", FORM)),
                Case.replayed("a form as text, and a query", Requests.form("/forms/text?item=query", FORM)),
                Case.replayed("a form as a stream", Requests.form("/forms/stream", FORM)),
                Case.replayed("a field that lacks", Requests.form("/forms/fields", "item=a"), 400),
                Case.replayedWithANewPage("a field of another type", Requests.form("/forms/fields", "item=a&count=many"), 400),
                Case.replayed("PUT of a form", Requests.form("/forms/object", FORM).method("PUT")),
                Case.replayed("PATCH of a form", Requests.form("/forms/object", FORM).method("PATCH")),
                Case.replayed("a large form", Requests.form("/forms/object", FORM + "&tags=" + "x".repeat(100_000))),
                Case.replayed("fields, taken before", Requests.form("/hidden/fields", FORM)),
                Case.replayed("an object, taken before", Requests.form("/hidden/object", FORM)),
                Case.replayed("a form as text, taken before", Requests.form("/hidden/text", FORM)),
                Case.replayed("another method in the form", Requests.form("/hidden/object", FORM + "&_method=PUT")));
    }

    static Stream<Arguments> parts() {
        return Stream.of(
                Case.replayed("a small file", multipart("/forms/file", SMALL)),
                Case.replayed("a spooled file", multipart("/forms/file", SPOOLED)),
                Case.replayed(
                        "several files",
                        multipart(
                                "/forms/files",
                                Requests.file("files", "text/plain", "one"),
                                Requests.field("note", "h\u00e9llo"),
                                Requests.file("files", "image/png", "two".repeat(5000)))),
                Case.replayed("an object", multipart("/forms/upload", Requests.field("note", "n"), SMALL)),
                Case.replayed(
                        "JSON and a file",
                        multipart(
                                "/forms/parts",
                                Requests.file("meta", "application/json", "{\"title\":\"t\"}"),
                                Requests.file("data", "text/plain", "d"))),
                Case.replayed("a file that lacks", multipart("/forms/file", Requests.field("note", "n")), 400),
                Case.replayedWithANewPage(
                        "a file too large",
                        multipart("/forms/file", Requests.file("file", "text/plain", "x".repeat(200_000))), 413),
                Case.replayed("a method among the parts", multipart("/hidden/file", SMALL)),
                Case.replayed("fields as parts", multipart("/forms/all", Requests.field("a", "1"))));
    }

    private static WireRequest multipart(String target, String... parts) {
        return Requests.multipart(target, "limit", List.of(parts));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"forms", "parts"})
    void theFilterCannotBeTold(String name, WireRequest request, int status, Retry retry) throws IOException {
        twins.judge(request, status, retry);
    }

    @Test
    void aRetryOfAFormOfPartsHasAnotherBoundary() throws IOException {
        twins.judge(
                Requests.multipart("/forms/file", "first", List.of(SPOOLED)),
                Requests.multipart("/forms/file", "second", List.of(SPOOLED)),
                200,
                Retry.REPLAYED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /forms/object", "PUT /forms/object", "PATCH /forms/object", "POST /hidden/object"})
    void anotherFormIsAnotherRequest(String line) throws IOException {
        String[] words = line.split(" ", 2);
        WireRequest first = Requests.form(words[1], "item=a&count=1").method(words[0]);
        WireRequest other = Requests.form(words[1], "item=a&count=2").method(words[0]);

        assertThat(send(first, line).status()).isEqualTo(200);
        assertThat(send(other, line).status()).isEqualTo(422);
    }

    private Transcript send(WireRequest request, String key) throws IOException {
        return SpringTwins.by("alice", request).key(key.replaceAll("[ /]", "-")).transcribe(twins.port());
    }
}

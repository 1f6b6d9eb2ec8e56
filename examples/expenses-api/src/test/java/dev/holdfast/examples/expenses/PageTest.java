package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files, as the server gives them to anybody. */
class PageTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"(/page/[^\"]+)\"|from '\\./([^']+)'");

    private static RunningServer server;

    @BeforeAll
    static void start(@TempDir Path data) throws StartException {
        server = RunningServer.on(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }

    private static HttpResponse<String> get(String path) {
        return server.as("alice").send(anonymous(path));
    }

    private static String field(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    @Test
    void itNeedsNoLoginAndLoadsNothingFromElsewhere() {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(field(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(field(page, "Content-Security-Policy")).startsWith("default-src 'self';");
        assertThat(page.body()).doesNotContain("http:", "https:");
    }

    @Test
    void itIsRevalidatedAtEachUse() {
        HttpResponse<String> page = get("/page/style.css");

        HttpResponse<String> again =
                server.as("alice").send(anonymous("/page/style.css").header("If-None-Match", field(page, "ETag")));

        assertThat(field(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void everyFileThatItNamesIsThere() {
        List<String> named = REFERENCE
                .matcher(get("/").body() + get("/page/app.js").body())
                .results()
                .map((MatchResult match) -> match.group(1) == null ? "/page/" + match.group(2) : match.group(1))
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(10)
                .allSatisfy(path -> assertThat(get(path).statusCode()).as(path).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/index.html",
                "/page",
                "/page/",
                "/page/nothing.js",
                "/page/..%2flogback.xml",
                "/page/Page.class"
            })
    void whatIsNoFileOfItsIsNotFound(String path) {
        HttpResponse<String> missing = get(path);

        assertThat(missing.statusCode()).isIn(400, 404);
        assertThat(field(missing, "Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @EnumSource
    void itIsThereInEveryMode(Mode mode, @TempDir Path data) throws StartException {
        try (RunningServer other = RunningServer.on(JdbcAccess.filesIn(data), mode)) {
            assertThat(other.as("alice").get("/").statusCode()).isEqualTo(200);
            assertThat(other.as("alice").get("/v1/measures").body())
                    .contains("\"protection\":\"" + (mode == Mode.UNPROTECTED ? "off" : "on") + "\"");
        }
    }

    @Test
    void theListIsReadOnlyWhenItHasChanged() {
        Client alice = server.as("alice");
        HttpResponse<String> list = alice.get("/v1/expenses");
        HttpRequest.Builder again = alice.withoutKey("/v1/expenses").header("If-None-Match", field(list, "ETag"));

        assertThat(alice.send(again.copy()).statusCode()).isEqualTo(304);
        alice.create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        assertThat(alice.send(again.copy()).statusCode()).isEqualTo(200);
    }
}

package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.testkit.OwnThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One browser for all tests of a class, and for each of them a server of its own, whose pages share nothing with others. */
@ExtendWith(BrowserInstalled.class)
@Timeout(120)
abstract class PageCase {
    private static final JsonMapper JSON = new JsonMapper();

    private static Browser browser;
    private static Path folder;
    private static List<CompletableFuture<Void>> closing;

    private RunningServer server;

    @BeforeAll
    static void startTheBrowser(@TempDir Path profile, @TempDir Path data) {
        folder = data;
        closing = new ArrayList<>();
        browser = Browser.start(profile);
    }

    @AfterAll
    static void stopTheBrowser() {
        browser.close();
        closing.forEach(CompletableFuture::join);
    }

    @BeforeEach
    void startTheServer() throws StartException {
        server = RunningServer.on(
                JdbcAccess.filesIn(folder.resolve(UUID.randomUUID().toString())), mode());
    }

    /**
     * A violated policy, a script that failed: the browser's log would say so. A server waits a second for the browser's idle
     * connections when it is closed, which nobody else has to.
     */
    @AfterEach
    void nothingWentWrongInThePage() {
        assertThat(browser.complaints()).isEmpty();
        browser.closeTabs();
        closing.add(CompletableFuture.runAsync(server::close, new OwnThread()));
    }

    Mode mode() {
        return Mode.TRANSACTIONAL;
    }

    static Browser browser() {
        return browser;
    }

    RunningServer server() {
        return server;
    }

    Client alice() {
        return server.as("alice");
    }

    Tab open(String device) {
        return browser.open(server.address(), device);
    }

    /** The expenses that the server holds, as "note amount". */
    List<String> held() throws IOException {
        List<String> held = new ArrayList<>();
        for (JsonNode expense : JSON.readTree(alice().get("/v1/expenses").body())) {
            held.add(
                    expense.path("note").asText() + " " + expense.path("amount").asText());
        }
        return held;
    }

    JsonNode measures() throws IOException {
        return JSON.readTree(alice().get("/v1/measures").body());
    }
}

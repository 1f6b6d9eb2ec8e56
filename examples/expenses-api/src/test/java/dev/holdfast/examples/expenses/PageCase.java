package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @TempDir
    private Path data;

    private RunningServer server;

    @BeforeAll
    static void startTheBrowser(@TempDir Path profile) {
        browser = Browser.start(profile);
    }

    @AfterAll
    static void stopTheBrowser() {
        browser.close();
    }

    @BeforeEach
    void startTheServer() throws StartException {
        server = RunningServer.on(JdbcAccess.filesIn(data), mode());
    }

    /** A violated policy, a script that failed: the browser's log would say so. */
    @AfterEach
    void nothingWentWrongInThePage() {
        assertThat(browser.complaints()).isEmpty();
        browser.closeTabs();
        server.close();
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

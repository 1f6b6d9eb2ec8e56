package dev.holdfast.examples.expenses;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The system's Chromium without a window, in a profile of its own. */
final class Browser implements AutoCloseable {
    private final ChromeDriver driver;
    private final String first;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.first = driver.getWindowHandle();
    }

    static Browser start(Path profile) {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(BrowserInstalled.driver().orElseThrow().toFile())
                .build();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BrowserInstalled.browser().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en-US",
                "--window-size=1100,800",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return new Browser(new ChromeDriver(service, options));
    }

    /** A tab that shows the page as a device of alice's. */
    Tab open(URI server, String device) {
        driver.switchTo().window(first);
        driver.switchTo().newWindow(WindowType.TAB);
        Tab tab = new Tab(driver, driver.getWindowHandle());
        tab.go(server.resolve("/?device=" + device + "&user=alice"));
        return tab;
    }

    /** What the pages complained of since this was asked last, beside answers that are no success. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    void closeTabs() {
        for (String handle : driver.getWindowHandles()) {
            if (!handle.equals(first)) {
                driver.switchTo().window(handle).close();
            }
        }
        driver.switchTo().window(first);
    }

    @Override
    public void close() {
        driver.quit();
    }
}

package dev.holdfast.examples.expenses;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in one tab, as a person sees and uses it. */
final class Tab {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Set<String> OPERABLE = Set.of("button", "link", "textbox", "radio", "switch", "checkbox");
    private static final String ROWS = """
            return [...document.querySelectorAll('#rows > li')].map(row =>
                ['.note', '.amount', '.badge'].map(part => row.querySelector(part).textContent).join(' ').trim());""";
    private static final String OPERATIONS = """
            const done = arguments[arguments.length - 1];
            const user = new URLSearchParams(location.search);
            const opening = indexedDB.open(`expenses/${user.get('user')}/${user.get('device')}`);
            opening.onsuccess = () => {
              const reading = opening.result.transaction('operations').objectStore('operations').getAll();
              reading.onsuccess = () => { opening.result.close(); done(reading.result); };
            };""";

    private static final String STAND_IN_BETWEEN = """
            window.real ??= window.fetch;
            window.between ??= [];
            window.between.push({ request: arguments[0], answer: %s });
            window.fetch = (path, options) => {
              const index = window.between.findIndex(one => `${options.method} ${path}`.startsWith(one.request));
              const pass = () => window.real(path, options);
              return index < 0 ? pass() : window.between.splice(index, 1)[0].answer(pass);
            };""";

    private final ChromeDriver driver;
    private final String handle;

    Tab(ChromeDriver driver, String handle) {
        this.driver = driver;
        this.handle = handle;
    }

    private ChromeDriver shown() {
        driver.switchTo().window(handle);
        return driver;
    }

    void go(URI address) {
        shown().get(address.toString());
    }

    void reload() {
        shown().navigate().refresh();
    }

    /** Ends the tab as it is, whatever it is doing. */
    void kill() {
        shown().close();
    }

    void add(String amount, String note) {
        click("#create");
        fill(amount, note);
        click("#save");
    }

    void edit(String row, String amount, String note) {
        act(row, "Edit");
        fill(amount, note);
        click("#save");
    }

    void fill(String amount, String note) {
        type("#amount", amount);
        type("#note", note);
    }

    private void type(String selector, String text) {
        WebElement field = element(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** Presses a button of the row with that note. */
    void act(String row, String button) {
        shown().findElement(By.xpath("//li[.//*[@class='note' and .='" + row + "']]//button[.='" + button + "']"))
                .click();
    }

    void click(String selector) {
        element(selector).click();
    }

    void tunnel(boolean inside) {
        WebElement box = element("#tunnel");
        if (box.isSelected() != inside) {
            box.click();
        }
    }

    WebElement element(String selector) {
        return shown().findElement(By.cssSelector(selector));
    }

    List<WebElement> elements(String selector) {
        return shown().findElements(By.cssSelector(selector));
    }

    String text(String selector) {
        return element(selector).getText();
    }

    /** Each row as "note amount badge", once they are these. */
    void awaitRows(String... rows) {
        await("rows " + List.of(rows), () -> rows().equals(List.of(rows)));
    }

    void awaitText(String selector, String text) {
        await(selector + " to say " + text, () -> text(selector).contains(text));
    }

    void await(String what, BooleanSupplier condition) {
        shown();
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .withMessage(() -> "waiting for " + what + ", not " + rows())
                .ignoring(StaleElementReferenceException.class)
                .until(any -> condition.getAsBoolean());
    }

    @SuppressWarnings("unchecked")
    List<String> rows() {
        return (List<String>) run(ROWS);
    }

    /** What the outbox holds. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> operations() {
        return (List<Map<String, Object>>) Objects.requireNonNull(shown().executeAsyncScript(OPERATIONS));
    }

    /**
     * Has somebody in between answer the next request that begins so, such as {@code POST /v1}.
     *
     * @param answer a JavaScript function of what passes the request on, that gives the answer
     */
    void standInBetween(String request, String answer) {
        shown().executeScript(STAND_IN_BETWEEN.formatted(answer), request);
    }

    Object run(String script) {
        return Objects.requireNonNull(shown().executeScript(script));
    }

    Object runAsync(String script) {
        return Objects.requireNonNull(shown().executeAsyncScript(script));
    }

    /** Presses the tab key until what is selected has the focus. */
    void tabTo(String selector) {
        for (int presses = 0; presses < 60; presses++) {
            if (Boolean.TRUE.equals(run("return document.activeElement.matches(\"" + selector + "\")"))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("The keyboard does not lead to " + selector);
    }

    void press(CharSequence keys) {
        shown();
        new Actions(driver).sendKeys(keys).perform();
    }

    void emulate(String command, Map<String, Object> parameters) {
        shown().executeCdpCommand(command, parameters);
    }

    void size(int width, int height) {
        emulate(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void colourScheme(String scheme) {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        emulate("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** What assistive technology is told of everything that can be operated. */
    @SuppressWarnings("unchecked")
    List<Control> controls() {
        Map<String, Object> tree = shown().executeCdpCommand("Accessibility.getFullAXTree", Map.of());
        return ((List<Map<String, Object>>) Objects.requireNonNull(tree.get("nodes")))
                .stream()
                        .filter(node -> Boolean.FALSE.equals(node.get("ignored")))
                        .map(node -> new Control(value(node.get("role")), value(node.get("name"))))
                        .filter(control -> OPERABLE.contains(control.role()))
                        .toList();
    }

    record Control(String role, String name) {}

    private static String value(@Nullable Object property) {
        return property instanceof Map<?, ?> of ? String.valueOf(of.get("value")) : "";
    }

    byte[] picture() {
        return shown().getScreenshotAs(OutputType.BYTES);
    }
}

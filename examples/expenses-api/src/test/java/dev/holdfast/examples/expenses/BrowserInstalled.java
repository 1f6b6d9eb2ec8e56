package dev.holdfast.examples.expenses;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests that need a browser, where this machine has none. */
final class BrowserInstalled implements ExecutionCondition {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> DRIVERS = List.of("chromedriver");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return browser().isPresent() && driver().isPresent()
                ? ConditionEvaluationResult.enabled("A browser and its driver are on the PATH")
                : ConditionEvaluationResult.disabled(
                        "The page was not tested: install Chromium and its driver, such as by"
                                + " \"apt-get install chromium chromium-driver\"");
    }

    static Optional<Path> browser() {
        return first(BROWSERS);
    }

    static Optional<Path> driver() {
        return first(DRIVERS);
    }

    private static Optional<Path> first(List<String> names) {
        return names.stream().flatMap(BrowserInstalled::onPath).findFirst();
    }

    private static Stream<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }
}

package dev.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run takes more than an hour: what can be wrong is told before, and what breaks takes nothing else with it. */
class BenchmarksTest {
    @TempDir
    private Path results;

    static Stream<Suite> suites() {
        return Benchmarks.SUITES.stream();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void anOptionThatIsWrongIsToldBeforeAnythingIsRun(Suite suite) {
        assertThat(suite.options()).isNotEmpty().allSatisfy(option -> {
            Arguments wrong = Arguments.of("--" + option + "=nonsense");

            assertThatIllegalArgumentException().isThrownBy(() -> suite.prepare(wrong));
        });
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldBeforeAnythingIsRun() throws IOException {
        Path file = Files.writeString(results.resolve("file"), "");

        assertThat(Benchmarks.writable(results.resolve("new").toString())).isEmptyDirectory();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Benchmarks.writable(file.resolve("new").toString()))
                .withMessageContaining("--results=");
    }

    @Test
    void aSuiteThatFailsTakesNoOtherWithItAndLeavesItsPageAsItWas() throws IOException {
        Path before = Files.writeString(results.resolve("second.md"), "as it was");
        Map<String, Suite.Run> runs = new LinkedHashMap<>();
        runs.put("first", folder -> new MarkdownPage("The first", List.of()));
        runs.put("second", folder -> {
            throw new IOException("The disk is full");
        });
        runs.put("third", folder -> new MarkdownPage("The third", List.of()));

        assertThat(Benchmarks.failed(runs, results)).containsExactly("second");

        assertThat(results.resolve("first.md")).content().contains("The first");
        assertThat(before).content().isEqualTo("as it was");
        assertThat(results.resolve("third.md")).content().contains("The third");
    }
}

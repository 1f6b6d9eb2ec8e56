package dev.holdfast.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page says can be typed, can be typed. */
class ReadmeTest {
    private static final String COMMAND = "mvn -B -ntp -q -Pfast,benchmarks package -pl benchmarks -am";

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    @Test
    void everyCommandRunsSuitesThatAreThere() throws IOException {
        List<String> commands =
                readme().lines().filter(line -> line.startsWith("mvn ")).toList();

        assertThat(commands).hasSizeGreaterThan(4).allMatch(line -> line.startsWith(COMMAND));
        for (String command : commands) {
            matches("--only=([a-z,-]+)", command)
                    .forEach(
                            only -> assertThat(Benchmarks.chosen(only.group(1))).isNotEmpty());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Benchmarks.chosen("http,nothing"));
    }

    static Stream<Suite> suites() {
        return Benchmarks.SUITES.stream();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void eachSuiteHasItsResultsAndItsOptionsOnThePage(Suite suite) throws IOException {
        assertThat(readme())
                .contains("| `" + suite.name() + "` | [" + suite.name() + ".md](results/" + suite.name() + ".md) |");
        assertThat(Path.of("results", suite.name() + ".md")).exists();
        assertThat(suite.options()).allSatisfy(option -> assertThat(readme()).contains("`--" + option + "="));
    }

    @Test
    void everyOptionOnThePageIsSomeSuites() throws IOException {
        List<String> known = Stream.concat(
                        Stream.of("only", "results"),
                        Benchmarks.SUITES.stream().flatMap(suite -> suite.options().stream()))
                .toList();

        assertThat(matches("--([a-z]+)=", readme()).map(option -> option.group(1)))
                .isSubsetOf(known);
    }

    private static Stream<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results();
    }
}

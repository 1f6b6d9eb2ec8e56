package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.etag.PreconditionProblem;
import dev.holdfast.idempotency.IdempotencyProblem;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to refuse a request has a page that says what to do about it. */
class ProblemPagesTest {
    private static final int FEWEST_WORDS = 8;

    private record Listed(String slug, int status, boolean retryable) {}

    static Stream<Listed> problems() {
        return Stream.concat(
                Arrays.stream(IdempotencyProblem.values())
                        .map(problem -> new Listed(problem.slug(), problem.status(), problem.retryable())),
                Arrays.stream(PreconditionProblem.values())
                        .map(problem -> new Listed(problem.slug(), problem.status(), problem.retryable())));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void theProblemHasAPageWithItsStatus(Listed problem) {
        assertThat(page(problem)).contains("\n" + row(problem, "`" + problem.slug() + "`"));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void thePageSaysWhatToDo(Listed problem) {
        assertThat(section(problem, "What happened")).hasSizeGreaterThan(FEWEST_WORDS);
        assertThat(section(problem, "What a client can do")).hasSizeGreaterThan(FEWEST_WORDS);
        assertThat(section(problem, "What an operator can do")).hasSizeGreaterThan(FEWEST_WORDS);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void theOverviewListsTheProblem(Listed problem) {
        String link = "[" + problem.slug() + "](" + problem.slug() + ".md)";

        assertThat(Repository.read("docs/problems/README.md")).contains("\n" + row(problem, link));
    }

    @Test
    void thereIsNoPageWithoutAProblem() {
        long pages = Repository.files(Repository.ROOT.resolve("docs/problems"), 1)
                .filter(page -> !page.endsWith("README.md"))
                .count();

        assertThat(pages).isEqualTo(problems().count());
    }

    private static String page(Listed problem) {
        return Repository.read("docs/problems/" + problem.slug() + ".md");
    }

    private static String row(Listed problem, String name) {
        return "| " + name + " | " + problem.status() + " | " + (problem.retryable() ? "yes" : "no") + " |";
    }

    private static String[] section(Listed problem, String heading) {
        Matcher section = Pattern.compile("\n## " + heading + "\n\n([^#]+)").matcher(page(problem));
        String text = section.find() ? section.group(1) : "";
        return Arrays.stream(text.split("\\s+")).toArray(String[]::new);
    }
}

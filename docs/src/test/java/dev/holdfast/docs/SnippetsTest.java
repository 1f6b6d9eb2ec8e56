package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No page shows code that is not compiled and run. */
class SnippetsTest {
    private static final Pattern PIECE =
            Pattern.compile("\n *// tag::([a-z-]+)\n(.*?)\n *// end::\\1\n", Pattern.DOTALL);

    static Stream<CodeBlock> blocks() {
        return CodeBlock.all();
    }

    static Stream<CodeBlock> javaBlocks() {
        return CodeBlock.all(Kind.JAVA);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theBlockIsOfAKindThatIsTested(CodeBlock block) {
        assertThat(Arrays.stream(Kind.values()).filter(kind -> kind.fits(block)))
                .as("a kind for %s", block)
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void theJavaBlockIsAPieceOfATest(CodeBlock block) {
        assertThat(pieces().values()).as(block.toString()).contains(block.dedented());
    }

    @Test
    void everyPieceOfATestStandsOnAPage() {
        List<String> shown = javaBlocks().map(CodeBlock::dedented).toList();

        assertThat(pieces())
                .isNotEmpty()
                .allSatisfy((name, piece) -> assertThat(shown).as(name).contains(piece));
    }

    private static Map<String, String> pieces() {
        Map<String, String> pieces = new HashMap<>();
        Repository.files(Repository.ROOT.resolve("docs/src/test/java"), Integer.MAX_VALUE)
                .filter(file -> file.toString().endsWith("Test.java"))
                .map(Repository::read)
                .forEach(source -> addPieces(source, pieces));
        return pieces;
    }

    private static void addPieces(String source, Map<String, String> pieces) {
        Matcher piece = PIECE.matcher(source);
        while (piece.find()) {
            String text = piece.group(2).stripIndent().strip();
            if (pieces.put(piece.group(1), text) != null) {
                throw new AssertionError("Two pieces are called " + piece.group(1));
            }
        }
    }
}

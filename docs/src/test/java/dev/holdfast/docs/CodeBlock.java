package dev.holdfast.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fenced block of a page. */
record CodeBlock(Path page, int line, String language, String text) {

    /** Every block of every page. */
    static Stream<CodeBlock> all() {
        return Repository.pages().stream().flatMap(page -> of(page).stream());
    }

    static Stream<CodeBlock> all(Kind kind) {
        return all().filter(kind::fits);
    }

    static List<CodeBlock> of(Path page) {
        List<CodeBlock> blocks = new ArrayList<>();
        List<String> open = new ArrayList<>();
        @Nullable String language = null;
        int number = 0;
        for (String line : Repository.read(page).lines().toList()) {
            number++;
            if (!line.strip().startsWith("```")) {
                open.add(line);
            } else if (language == null) {
                language = line.strip().substring(3);
                open.clear();
            } else {
                blocks.add(new CodeBlock(page, number - open.size() - 1, language, String.join("\n", open)));
                language = null;
            }
        }
        if (language != null) {
            throw new AssertionError(page + " ends within a block");
        }
        return blocks;
    }

    /** The text without what all of its lines are indented by. */
    String dedented() {
        return text.stripIndent().strip();
    }

    @Override
    public String toString() {
        return Repository.ROOT.relativize(page) + ":" + line + " " + language;
    }
}

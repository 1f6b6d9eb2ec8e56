package dev.holdfast.examples.sync.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of input as words: apart by blanks, but for what is between single or double quotes. There are no escapes. */
final class Words {
    private static final Pattern PART =
            Pattern.compile("'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<plain>[^\\s'\"]+)");

    private Words() {}

    /**
     * Splits.
     *
     * @throws IllegalArgumentException if a quote has no end
     */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        Matcher part = PART.matcher(line);
        int end = 0;
        while (part.find()) {
            requireBlank(line.substring(end, part.start()));
            boolean glued = end == part.start() && end > 0;
            String word = text(part);
            if (glued) {
                words.set(words.size() - 1, words.get(words.size() - 1) + word);
            } else {
                words.add(word);
            }
            end = part.end();
        }
        requireBlank(line.substring(end));
        return words;
    }

    private static void requireBlank(String gap) {
        if (!gap.isBlank()) {
            throw new IllegalArgumentException("A quote has no end");
        }
    }

    private static String text(Matcher part) {
        for (String group : List.of("single", "double", "plain")) {
            String text = part.group(group);
            if (text != null) {
                return text;
            }
        }
        throw new AssertionError(part);
    }
}

package dev.holdfast.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The results of a benchmark, to be read. Not thread-safe. */
public final class MarkdownPage {
    private final StringBuilder text = new StringBuilder();

    /**
     * Begins one.
     *
     * @param facts what the numbers depend on: machine, JDK, versions, how long was measured
     */
    public MarkdownPage(String title, List<String> facts) {
        text.append("# ").append(title).append("\n\n");
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
    }

    /** Begins a section. */
    public void section(String title) {
        text.append("\n## ").append(title).append('\n');
    }

    /** Adds a paragraph. */
    public void paragraph(String paragraph) {
        text.append('\n').append(paragraph).append('\n');
    }

    /** Adds a list. */
    public void list(List<String> items) {
        text.append('\n');
        items.forEach(item -> text.append("- ").append(item).append('\n'));
    }

    /** Adds a table. */
    public void table(MarkdownTable table) {
        text.append('\n').append(table);
    }

    /** A number as it stands in a table, whatever the language of the machine. */
    public static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Writes it, and the folders it needs. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

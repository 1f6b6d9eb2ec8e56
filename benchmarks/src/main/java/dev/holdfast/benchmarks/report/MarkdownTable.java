package dev.holdfast.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table of a page. Its first column is text, the others are numbers. Not thread-safe. */
public final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();
    private final int columns;

    /** An empty one. */
    public MarkdownTable(String... header) {
        columns = header.length;
        row(header);
        lines.add("| --- |" + " ---: |".repeat(columns - 1));
    }

    /** Adds a row. */
    public void row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        lines.add(List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}

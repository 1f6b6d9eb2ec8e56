package dev.holdfast.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars in groups, as an SVG: how many times as much as something else each is, with a line where they are the same.
 * Its background is its own, so it can be read on a dark page too. Not thread-safe.
 */
public final class BarChart {
    private static final int WIDTH = 860;
    private static final int LABELS = 270;
    private static final int NUMBERS = 60;
    private static final int MARGIN = 20;
    private static final int TITLE = 50;
    private static final int GROUP = 40;
    private static final int LINE = 28;
    private static final int BAR = 18;

    private final String title;
    private final String reference;
    private final List<Row> rows = new ArrayList<>();

    private sealed interface Row {
        int height();
    }

    private record Heading(String text) implements Row {
        @Override
        public int height() {
            return GROUP;
        }
    }

    private record Bar(String label, double value) implements Row {
        @Override
        public int height() {
            return LINE;
        }
    }

    /**
     * Begins one.
     *
     * @param reference what the line at 1 stands for
     */
    public BarChart(String title, String reference) {
        this.title = title;
        this.reference = reference;
    }

    /** Begins a group. */
    public void group(String name) {
        rows.add(new Heading(name));
    }

    /** Adds a bar to it. */
    public void bar(String label, double value) {
        rows.add(new Bar(label, value));
    }

    /** Writes it, and the folders it needs. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, toString());
    }

    @Override
    public String toString() {
        int bottom = TITLE + rows.stream().mapToInt(Row::height).sum();
        int height = bottom + MARGIN + LINE;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"14\" fill=\"#1f2328\">",
                WIDTH,
                height,
                WIDTH,
                height);
        add(svg, "<title>%s</title>", escaped(title));
        add(svg, "<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\" stroke=\"#d0d7de\"/>", WIDTH, height);
        text(svg, MARGIN, 30, "font-size=\"17\" font-weight=\"600\"", title);
        int top = TITLE;
        for (Row row : rows) {
            draw(svg, row, top);
            top += row.height();
        }
        long one = Math.round(x(1));
        add(
                svg,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#1f2328\" stroke-dasharray=\"4 3\"/>",
                one,
                TITLE,
                one,
                bottom + 8);
        text(svg, one, bottom + LINE, "text-anchor=\"middle\"", reference + " = 1.00");
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Row row, int top) {
        if (row instanceof Heading heading) {
            text(svg, MARGIN, top + 28, "font-weight=\"600\"", heading.text());
        } else if (row instanceof Bar bar) {
            int baseline = top + 19;
            text(svg, LABELS - 10, baseline, "text-anchor=\"end\"", bar.label());
            double end = x(bar.value());
            add(
                    svg,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#54aeff\"/>",
                    LABELS,
                    top + (LINE - BAR) / 2,
                    end - LABELS,
                    BAR);
            // on white, for the line at 1 may pass there
            add(
                    svg,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"40\" height=\"%d\" fill=\"#ffffff\"/>",
                    end + 1,
                    top + (LINE - BAR) / 2,
                    BAR);
            text(svg, Math.round(end) + 6, baseline, "font-weight=\"600\"", MarkdownPage.number("%.2f", bar.value()));
        }
    }

    private double x(double value) {
        double most = rows.stream()
                .mapToDouble(row -> row instanceof Bar bar ? bar.value() : 1)
                .max()
                .orElse(1);
        return LABELS + value / Math.max(1, most) * (WIDTH - LABELS - NUMBERS);
    }

    private static void text(StringBuilder svg, long x, int y, String attributes, String text) {
        add(svg, "<text x=\"%d\" y=\"%d\" %s>%s</text>", x, y, attributes, escaped(text));
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

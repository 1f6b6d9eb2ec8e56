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
    private final StringBuilder labels = new StringBuilder();
    private final List<Bar> bars = new ArrayList<>();
    private int bottom = TITLE;

    private record Bar(int top, double value) {}

    /**
     * Begins one.
     *
     * @param reference what the line at 1 stands for
     */
    public BarChart(String title, String reference) {
        this.title = title;
        this.reference = reference;
        text(labels, MARGIN, 30, "font-size=\"17\" font-weight=\"600\"", title);
    }

    /** Begins a group. */
    public void group(String name) {
        text(labels, MARGIN, bottom + 28, "font-weight=\"600\"", name);
        bottom += GROUP;
    }

    /** Adds a bar to it. */
    public void bar(String label, double value) {
        text(labels, LABELS - 10, bottom + 19, "text-anchor=\"end\"", label);
        bars.add(new Bar(bottom + (LINE - BAR) / 2, value));
        bottom += LINE;
    }

    /** Writes it, and the folders it needs. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, toString());
    }

    @Override
    public String toString() {
        int height = bottom + LINE + MARGIN;
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
        svg.append(labels);
        bars.forEach(bar -> rectangle(svg, LABELS, bar.top(), end(bar) - LABELS, "#54aeff"));
        line(svg);
        bars.forEach(bar -> number(svg, bar));
        return svg.append("</svg>\n").toString();
    }

    private void line(StringBuilder svg) {
        long x = x(1);
        add(
                svg,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#1f2328\" stroke-dasharray=\"4 3\"/>",
                x,
                TITLE,
                x,
                bottom + 8);
        text(svg, x, bottom + LINE, "text-anchor=\"middle\"", reference + " = 1.00");
    }

    /** Behind its bar, on white, for the line may pass there. */
    private void number(StringBuilder svg, Bar bar) {
        rectangle(svg, end(bar) + 1, bar.top(), 40, "#ffffff");
        text(svg, end(bar) + 6, bar.top() + 14, "font-weight=\"600\"", MarkdownPage.number("%.2f", bar.value()));
    }

    private long end(Bar bar) {
        return x(bar.value());
    }

    private long x(double value) {
        double most = bars.stream().mapToDouble(Bar::value).reduce(1, Math::max);
        return LABELS + Math.round(value / most * (WIDTH - LABELS - NUMBERS));
    }

    private static void rectangle(StringBuilder svg, long x, int y, long width, String colour) {
        add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", x, y, width, BAR, colour);
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

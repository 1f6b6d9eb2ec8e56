package dev.holdfast.benchmarks;

import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.MarkdownPage;
import java.nio.file.Path;

/** Benchmarks that belong on one page. */
public interface Suite {

    /** What it is called on the command line; its page is {@code results/<name>.md}. */
    String name();

    /**
     * Runs it. It takes minutes, in which the machine should have nothing else to do.
     *
     * @param arguments its options; those of other suites have been taken out
     * @param results the folder for whatever it writes besides its page
     * @throws IllegalArgumentException if an option is unknown or wrong
     */
    MarkdownPage run(Arguments arguments, Path results) throws Exception;
}

package dev.holdfast.benchmarks;

import dev.holdfast.benchmarks.report.Arguments;
import dev.holdfast.benchmarks.report.MarkdownPage;
import java.nio.file.Path;
import java.util.Set;

/** Benchmarks that belong on one page. */
public interface Suite {

    /** What it is called on the command line; its page is {@code results/<name>.md}. */
    String name();

    /** The options it knows. */
    Set<String> options();

    /**
     * Runs it. It takes minutes, in which the machine should have nothing else to do.
     *
     * @param arguments those of them that were told
     * @param results the folder for whatever it writes besides its page
     * @throws IllegalArgumentException if one is wrong
     */
    MarkdownPage run(Arguments arguments, Path results) throws Exception;
}

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
     * Looks whether it can be run so, and measures nothing yet.
     *
     * @param arguments those of its options that were told
     * @throws IllegalArgumentException if one is wrong
     */
    Run prepare(Arguments arguments) throws InterruptedException;

    /** A suite that has its options. */
    @FunctionalInterface
    interface Run {

        /**
         * Measures. It takes minutes, in which the machine should have nothing else to do.
         *
         * @param results the folder for whatever it writes besides its page
         */
        MarkdownPage measure(Path results) throws Exception;
    }
}

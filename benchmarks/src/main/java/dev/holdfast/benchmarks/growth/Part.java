package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.report.MarkdownPage;
import java.util.Set;

/** One of the things that grow. */
interface Part {

    /** What it is called on the command line. */
    String name();

    /** The options it knows. */
    Set<String> options();

    /** Measures it and adds its section to a page. */
    void run(Options options, MarkdownPage page) throws Exception;
}

/** What the library costs, measured: the suites, and the command that runs them. */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;

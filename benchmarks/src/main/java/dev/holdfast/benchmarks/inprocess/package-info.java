/** What a request costs within the process: JMH, on a container that does next to nothing. */
@NullMarked
package dev.holdfast.benchmarks.inprocess;

import org.jspecify.annotations.NullMarked;

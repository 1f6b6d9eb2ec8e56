/** Tests. */
@NullMarked
package dev.holdfast.benchmarks.inprocess;

import org.jspecify.annotations.NullMarked;

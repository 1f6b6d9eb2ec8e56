/** The application that is measured, bare or protected, in a process of its own. */
@NullMarked
package dev.holdfast.benchmarks.app;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdfast.benchmarks.app;

import org.jspecify.annotations.NullMarked;

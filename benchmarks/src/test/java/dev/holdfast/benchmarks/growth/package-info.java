@NullMarked
package dev.holdfast.benchmarks.growth;

import org.jspecify.annotations.NullMarked;

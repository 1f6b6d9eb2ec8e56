@NullMarked
package dev.holdfast.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;

/** The database server that benchmarks start, and what it and its connections count. */
@NullMarked
package dev.holdfast.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;

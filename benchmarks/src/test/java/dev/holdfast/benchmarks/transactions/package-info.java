@NullMarked
package dev.holdfast.benchmarks.transactions;

import org.jspecify.annotations.NullMarked;

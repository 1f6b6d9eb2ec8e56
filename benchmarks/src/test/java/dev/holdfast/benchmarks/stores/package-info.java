@NullMarked
package dev.holdfast.benchmarks.stores;

import org.jspecify.annotations.NullMarked;

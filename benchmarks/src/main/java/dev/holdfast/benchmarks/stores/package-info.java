/** The stores against the same statements sent by bare JDBC. */
@NullMarked
package dev.holdfast.benchmarks.stores;

import org.jspecify.annotations.NullMarked;

/** What becomes of the library when there is much: records, expired ones, waiting duplicates, bytes of an upload. */
@NullMarked
package dev.holdfast.benchmarks.growth;

import org.jspecify.annotations.NullMarked;

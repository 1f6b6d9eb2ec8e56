@NullMarked
package dev.holdfast.examples.sync.merge;

import org.jspecify.annotations.NullMarked;

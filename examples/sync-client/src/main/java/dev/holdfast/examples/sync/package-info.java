@NullMarked
package dev.holdfast.examples.sync;

import org.jspecify.annotations.NullMarked;

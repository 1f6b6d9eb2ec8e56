@NullMarked
package dev.holdfast.examples.sync.crash;

import org.jspecify.annotations.NullMarked;

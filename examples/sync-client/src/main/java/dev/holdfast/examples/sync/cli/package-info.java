@NullMarked
package dev.holdfast.examples.sync.cli;

import org.jspecify.annotations.NullMarked;

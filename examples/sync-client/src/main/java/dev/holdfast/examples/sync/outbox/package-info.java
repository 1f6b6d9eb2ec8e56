@NullMarked
package dev.holdfast.examples.sync.outbox;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdfast.examples.sync.http;

import org.jspecify.annotations.NullMarked;

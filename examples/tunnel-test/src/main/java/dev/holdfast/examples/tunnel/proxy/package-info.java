/** A TCP proxy that behaves as a bad network does, in a process of its own. */
@NullMarked
package dev.holdfast.examples.tunnel.proxy;

import org.jspecify.annotations.NullMarked;

/** Digests. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.digest;

import org.jspecify.annotations.NullMarked;

/** Conditional requests (RFC 9110 section 13) in front of an application that knows nothing of them. */
@NullMarked
package dev.holdfast.etag;

import org.jspecify.annotations.NullMarked;

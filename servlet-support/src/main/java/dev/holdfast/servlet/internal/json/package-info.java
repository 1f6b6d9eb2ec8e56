/** As much of JSON (RFC 8259) as a problem needs. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.json;

import org.jspecify.annotations.NullMarked;

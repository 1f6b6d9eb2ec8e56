/** Request bodies that a filter has read and the handler still gets to read. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.body;

import org.jspecify.annotations.NullMarked;

/** Whether the filters stand in their order. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.order;

import org.jspecify.annotations.NullMarked;

/** Refusals and how they are rendered: what filters share and applications may replace. */
@NullMarked
package dev.holdfast.servlet;

import org.jspecify.annotations.NullMarked;

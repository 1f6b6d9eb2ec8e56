/** What the chain under a filter answers, held back until it may be sent. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.capture;

import org.jspecify.annotations.NullMarked;

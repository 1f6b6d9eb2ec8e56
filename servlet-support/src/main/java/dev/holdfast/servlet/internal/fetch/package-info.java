/** What the application itself would answer to a GET. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.fetch;

import org.jspecify.annotations.NullMarked;

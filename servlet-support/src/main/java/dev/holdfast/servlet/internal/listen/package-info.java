/** Those who are told. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.listen;

import org.jspecify.annotations.NullMarked;

/** Fields of HTTP messages. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.http;

import org.jspecify.annotations.NullMarked;

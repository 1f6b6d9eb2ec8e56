/** Options by name, from builders and init-params alike. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.config;

import org.jspecify.annotations.NullMarked;

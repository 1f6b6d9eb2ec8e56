/** Which requests a rule speaks of. Not API. */
@NullMarked
package dev.holdfast.servlet.internal.route;

import org.jspecify.annotations.NullMarked;

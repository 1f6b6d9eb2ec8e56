/** Applications in processes of their own, which are killed. */
@NullMarked
package dev.holdfast.jdbc.crash;

import org.jspecify.annotations.NullMarked;

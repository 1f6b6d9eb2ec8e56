/** What the documentation says, held against what the code does. */
@NullMarked
package dev.holdfast.docs;

import org.jspecify.annotations.NullMarked;

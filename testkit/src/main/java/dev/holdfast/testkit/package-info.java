/** What a store must do, as tests; and the clock, the store and the listener that tests are written with. */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;

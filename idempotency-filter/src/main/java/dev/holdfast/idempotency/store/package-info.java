/** The store SPI of the idempotency filter, and the store that lives in this process's memory. */
@NullMarked
package dev.holdfast.idempotency.store;

import org.jspecify.annotations.NullMarked;

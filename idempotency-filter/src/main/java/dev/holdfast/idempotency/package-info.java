/** The idempotency filter: a mutation that carries {@code Idempotency-Key} takes effect at most once. */
@NullMarked
package dev.holdfast.idempotency;

import org.jspecify.annotations.NullMarked;

package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.RecordId;

/**
 * The right to end one attempt.
 *
 * @param id the record
 * @param token the attempt
 * @param event how listeners know it
 */
record Ownership(RecordId id, FenceToken token, IdempotencyEvent event) {}

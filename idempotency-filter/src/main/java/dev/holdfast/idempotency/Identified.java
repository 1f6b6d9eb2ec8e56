package dev.holdfast.idempotency;

/**
 * A request that has a key and a caller.
 *
 * @param key the key
 * @param names what it is called in the store
 * @param event how listeners know it
 */
record Identified(String key, RecordNames.Names names, IdempotencyEvent event) {}

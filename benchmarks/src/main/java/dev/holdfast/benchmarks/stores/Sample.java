package dev.holdfast.benchmarks.stores;

/**
 * One operation that was recorded.
 *
 * @param id the record it was about
 * @param tape what it did
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Sample(byte[] id, Tape tape) {}

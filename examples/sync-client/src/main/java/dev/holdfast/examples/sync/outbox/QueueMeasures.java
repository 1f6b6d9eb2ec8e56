package dev.holdfast.examples.sync.outbox;

import java.time.Duration;

/**
 * How the queue stands.
 *
 * @param undelivered operations that wait to be sent
 * @param oldestUndelivered the age of the oldest operation that has not arrived, whatever it waits for; zero if all have
 * @param conflicts operations that wait for the user to resolve them
 * @param parked operations that were refused
 * @param walBytes how long SQLite's write-ahead log is
 */
public record QueueMeasures(long undelivered, Duration oldestUndelivered, long conflicts, long parked, long walBytes) {}

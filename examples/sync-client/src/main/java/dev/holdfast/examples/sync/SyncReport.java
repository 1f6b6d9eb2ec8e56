package dev.holdfast.examples.sync;

import dev.holdfast.examples.sync.outbox.QueueMeasures;

/**
 * How the queue stands after a flush.
 *
 * @param delivered operations that the server carried out in it
 */
public record SyncReport(long delivered, QueueMeasures measures) {}

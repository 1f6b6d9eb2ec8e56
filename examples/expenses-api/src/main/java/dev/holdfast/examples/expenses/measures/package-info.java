/** What the server counts of retries, conflicts and queues: for people who want to see whether its clients can be trusted. */
@org.jspecify.annotations.NullMarked
package dev.holdfast.examples.expenses.measures;

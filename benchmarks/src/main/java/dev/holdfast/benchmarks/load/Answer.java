package dev.holdfast.benchmarks.load;

/**
 * What is looked at of a response.
 *
 * @param replayed whether it is marked as one that was recorded
 */
record Answer(int status, boolean replayed) {}

package dev.holdfast.benchmarks.stores;

import java.util.List;

/**
 * How a store did against its floor.
 *
 * @param work what was done
 * @param rounds the measurements, each of both
 * @param tape what one operation does
 */
record Comparison(Work work, List<Round> rounds, Tape tape) {}

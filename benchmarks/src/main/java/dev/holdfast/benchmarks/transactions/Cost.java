package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.postgres.Counts;

/**
 * What requests cost the database.
 *
 * @param requests how many there were
 * @param roundTrips how often the application waited for the database
 * @param counts what the database did
 */
record Cost(long requests, long roundTrips, Counts counts) {

    double perRequest(long count) {
        return (double) count / requests;
    }

    /** Statements that each request has; those of new connections are no request's. */
    double statements() {
        return counts.statements().values().stream()
                .mapToDouble(this::perRequest)
                .filter(Cost::isOfRequests)
                .sum();
    }

    static boolean isOfRequests(double perRequest) {
        return perRequest >= 0.1;
    }
}

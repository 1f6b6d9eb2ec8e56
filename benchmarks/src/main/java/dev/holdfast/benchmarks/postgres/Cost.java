package dev.holdfast.benchmarks.postgres;

/**
 * What requests cost the database.
 *
 * @param requests how many there were
 * @param roundTrips how often the application waited for the database
 * @param counts what the database did
 */
public record Cost(long requests, long roundTrips, Counts counts) {

    /** How much of it there was for each request. */
    public double perRequest(long count) {
        return (double) count / requests;
    }

    /** Statements that each request has; those of new connections are no request's. */
    public double statements() {
        return counts.statements().values().stream()
                .mapToDouble(this::perRequest)
                .filter(Cost::isOfRequests)
                .sum();
    }

    /** Whether so many for each request are more than an accident. */
    public static boolean isOfRequests(double perRequest) {
        return perRequest >= 0.1;
    }
}

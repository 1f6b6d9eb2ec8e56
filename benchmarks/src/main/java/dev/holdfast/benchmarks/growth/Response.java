package dev.holdfast.benchmarks.growth;

/**
 * What a client was answered.
 *
 * @param status the status
 * @param replayed whether it is a first response, given again
 */
record Response(int status, boolean replayed) {
    /** What a retry of a completed request gets. */
    static final Response REPLAY = new Response(201, true);
    /** What a first request gets. */
    static final Response FIRST = new Response(201, false);
}

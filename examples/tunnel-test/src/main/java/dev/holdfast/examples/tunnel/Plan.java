package dev.holdfast.examples.tunnel;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is to be.
 *
 * @param operations how many actions the users have acknowledged before they stop
 * @param limit for how long they go on at most
 * @param server the API's jar
 * @param client the client's jar
 * @param directory where logs and databases of the run are kept
 */
record Plan(int operations, Duration limit, long seed, Mode mode, Path server, Path client, Path directory) {}

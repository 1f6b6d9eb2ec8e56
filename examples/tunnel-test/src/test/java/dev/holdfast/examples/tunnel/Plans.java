package dev.holdfast.examples.tunnel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs as the build asks for them.
 *
 * <p>System properties:
 *
 * <ul>
 *   <li>{@code tunnel.operations}: how many actions
 *   <li>{@code tunnel.seconds}: for how long the users act at most
 *   <li>{@code tunnel.seed}: what chance begins with; empty is another each time. It is printed, and fixes what is done, but
 *       not when processes get to it
 *   <li>{@code tunnel.server}, {@code tunnel.client}: the jars
 *   <li>{@code tunnel.directory}: where logs and databases are kept
 * </ul>
 */
final class Plans {
    private Plans() {}

    static Plan full() {
        return plan(Integer.getInteger("tunnel.operations"), Mode.TRANSACTIONAL);
    }

    static Plan unprotected(int operations) {
        return plan(operations, Mode.UNPROTECTED);
    }

    private static Plan plan(int operations, Mode mode) {
        return new Plan(
                operations,
                Duration.ofSeconds(Long.getLong("tunnel.seconds")),
                seed(),
                mode,
                path("tunnel.server"),
                path("tunnel.client"),
                path("tunnel.directory").resolve(mode.toString()));
    }

    private static long seed() {
        String seed = System.getProperty("tunnel.seed", "");
        return seed.isEmpty() ? ThreadLocalRandom.current().nextInt(1_000_000) : Long.parseLong(seed);
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property)).normalize();
    }
}

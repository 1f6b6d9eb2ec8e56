package dev.holdfast.testkit.db;

import java.util.Optional;

/**
 * Where a database is and who may use it. Immutable.
 *
 * @param url a JDBC URL
 * @param user a user who may create tables
 * @param password that user's password, empty if there is none
 */
public record DatabaseAddress(String url, String user, String password) {

    /** What the system properties {@code <prefix>.url}, {@code .user} and {@code .password} name, if the first is set. */
    static Optional<DatabaseAddress> external(String prefix) {
        return Optional.ofNullable(System.getProperty(prefix + ".url"))
                .map(url -> new DatabaseAddress(
                        url, System.getProperty(prefix + ".user", ""), System.getProperty(prefix + ".password", "")));
    }
}

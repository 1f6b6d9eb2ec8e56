package dev.holdfast.jdbc;

import java.util.Optional;
import java.util.function.Function;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The connection pool that an init-param names. */
final class JndiDataSource {
    static final String PARAMETER = "jdbc.dataSource";

    private JndiDataSource() {}

    /**
     * Looks it up.
     *
     * @throws IllegalArgumentException if there is no name, or no pool by that name
     */
    static DataSource of(Function<String, Optional<String>> parameters) {
        String name = parameters
                .apply(PARAMETER)
                .orElseThrow(() -> new IllegalArgumentException(
                        PARAMETER + " is not set: it must be the JNDI name of a connection pool"));
        if (!name.startsWith("java:")) {
            throw wrong(name, "it must be a name of this server, which begins with java:", null);
        }
        if (lookUp(name) instanceof DataSource dataSource) {
            return dataSource;
        }
        throw wrong(name, "what JNDI has by that name is no data source", null);
    }

    @SuppressWarnings("BanJNDI") // the name is the deployer's, and leads to no other machine
    private static Object lookUp(String name) {
        try {
            return InitialContext.<Object>doLookup(name);
        } catch (NamingException e) {
            throw wrong(name, "JNDI has nothing by that name", e);
        }
    }

    private static IllegalArgumentException wrong(String value, String why, @Nullable Throwable cause) {
        return new IllegalArgumentException(PARAMETER + " is " + value + ": " + why, cause);
    }
}

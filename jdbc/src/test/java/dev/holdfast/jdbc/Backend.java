package dev.holdfast.jdbc;

import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.db.MariaDbServer;
import dev.holdfast.testkit.db.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The databases that the store is tested on. */
enum Backend {
    H2_MEMORY(Dialect.H2) {
        @Override
        DatabaseAddress address() {
            return new DatabaseAddress("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        }
    },
    H2_FILE(Dialect.H2) {
        @Override
        DatabaseAddress address() {
            try {
                Path directory = Files.createTempDirectory("holdfast-h2");
                directory.toFile().deleteOnExit();
                directory.resolve("records.mv.db").toFile().deleteOnExit();
                return new DatabaseAddress("jdbc:h2:file:" + directory.resolve("records"), "sa", "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    POSTGRESQL(Dialect.POSTGRESQL) {
        @Override
        DatabaseAddress address() {
            return PostgresServer.address();
        }
    },
    MARIADB(Dialect.MARIADB) {
        @Override
        DatabaseAddress address() {
            return MariaDbServer.address();
        }
    },
    /** What is sent to MySQL, which does not come as a Maven artifact, sent to MariaDB. */
    MYSQL_ON_MARIADB(Dialect.MYSQL) {
        @Override
        DatabaseAddress address() {
            return MariaDbServer.address();
        }
    };

    final Dialect dialect;

    Backend(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Where the database is; for H2, a new one at each call. */
    abstract DatabaseAddress address();
}

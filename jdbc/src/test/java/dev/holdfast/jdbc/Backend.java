package dev.holdfast.jdbc;

import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.db.MariaDbServer;
import dev.holdfast.testkit.db.PostgresServer;
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
            return new DatabaseAddress("jdbc:h2:file:./target/h2/" + UUID.randomUUID(), "sa", "");
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

package dev.holdfast.jdbc.crash;

import dev.holdfast.testkit.db.DatabaseAddress;
import dev.holdfast.testkit.db.MariaDbServer;
import dev.holdfast.testkit.db.PostgresServer;
import java.util.UUID;

/** The databases that outlive a process of the application. */
enum Database {
    POSTGRESQL {
        @Override
        DatabaseAddress address() {
            return PostgresServer.address();
        }
    },
    MARIADB {
        @Override
        DatabaseAddress address() {
            return MariaDbServer.address();
        }
    },
    H2_FILE {
        @Override
        DatabaseAddress address() {
            // by itself H2 writes a commit to the file half a second later
            return new DatabaseAddress("jdbc:h2:file:./target/h2/" + UUID.randomUUID() + ";WRITE_DELAY=0", "sa", "");
        }
    };

    /** Where it is; for H2, a new one at each call. */
    abstract DatabaseAddress address();
}

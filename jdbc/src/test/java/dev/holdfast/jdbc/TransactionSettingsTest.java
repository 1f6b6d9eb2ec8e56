package dev.holdfast.jdbc;

import com.zaxxer.hikari.HikariConfig;
import org.junit.jupiter.api.Nested;

/** The contract on pools that are set up for an application's needs, and not for the store's. */
class TransactionSettingsTest {

    abstract static class Serializable extends JdbcStoreContract {
        Serializable(Backend backend) {
            super(backend);
        }

        @Override
        void settings(HikariConfig pool) {
            pool.setAutoCommit(false);
            pool.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        }
    }

    @Nested
    class SerializableH2 extends Serializable {
        SerializableH2() {
            super(Backend.H2_MEMORY);
        }
    }

    @Nested
    class SerializablePostgres extends Serializable {
        SerializablePostgres() {
            super(Backend.POSTGRESQL);
        }
    }

    @Nested
    class SerializableMariaDb extends Serializable {
        SerializableMariaDb() {
            super(Backend.MARIADB);
        }
    }

    @Nested
    class SerializableMySql extends Serializable {
        SerializableMySql() {
            super(Backend.MYSQL_ON_MARIADB);
        }
    }

    @Nested
    class RepeatableReadPostgres extends JdbcStoreContract {
        RepeatableReadPostgres() {
            super(Backend.POSTGRESQL);
        }

        @Override
        void settings(HikariConfig pool) {
            pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        }
    }

    @Nested
    class SnapshotMariaDb extends JdbcStoreContract {
        SnapshotMariaDb() {
            super(Backend.MARIADB);
        }

        /** As MariaDB 11.6 and later have it. */
        @Override
        void settings(HikariConfig pool) {
            pool.setAutoCommit(false);
            pool.setConnectionInitSql("set innodb_snapshot_isolation = on");
        }
    }

    @Nested
    class SimultaneousAssignmentMariaDb extends JdbcStoreContract {
        SimultaneousAssignmentMariaDb() {
            super(Backend.MARIADB);
        }

        @Override
        void settings(HikariConfig pool) {
            pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
            pool.setConnectionInitSql("set sql_mode = concat(@@sql_mode, ',SIMULTANEOUS_ASSIGNMENT')");
        }
    }
}

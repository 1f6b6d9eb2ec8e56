package dev.holdfast.docs;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Databases that end with this process. */
final class Databases {
    private Databases() {}

    static DataSource inMemory(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return database;
    }
}

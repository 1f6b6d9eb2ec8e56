package dev.holdfast.jdbc;

import dev.holdfast.jdbc.Sql.Step;
import dev.holdfast.jdbc.Sql.Template;
import java.util.List;

/** The statements of MariaDB: MySQL's, but the insert returns the row as it left it, whether or not it changed it. */
final class MariaDbSql {
    private static final String CLAIM = MySqlSql.CLAIM + "returning " + MySqlSql.SEEN;

    private MariaDbSql() {}

    static Sql of(String table) {
        return Sql.of(
                new Template(table, MySqlSql.NOW),
                List.of(Step.ask(CLAIM)),
                List.of(Step.ask(MySqlSql.LOOK_WITHIN_QUOTA), Step.ask(CLAIM)),
                MySqlSql.FORGET,
                MySqlSql.PURGE);
    }
}

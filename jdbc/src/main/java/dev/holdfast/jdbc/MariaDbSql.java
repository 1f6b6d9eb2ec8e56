package dev.holdfast.jdbc;

import dev.holdfast.jdbc.Sql.Draft;
import dev.holdfast.jdbc.Sql.Template;
import java.util.List;

/** The statements of MariaDB: MySQL's, but what makes the row also returns it, whether or not it was there before. */
final class MariaDbSql {
    private static final String MAKE = MySqlSql.MAKE + "returning " + MySqlSql.SEEN;

    private MariaDbSql() {}

    static Sql of(String table) {
        return Sql.of(
                new Template(table, MySqlSql.NOW),
                List.of(Draft.ask(MAKE), Draft.tell(MySqlSql.TAKE), Draft.ask(MySqlSql.LOOK)),
                List.of(
                        Draft.ask(MySqlSql.LOOK_WITHIN_QUOTA),
                        Draft.ask(MAKE),
                        Draft.tell(MySqlSql.TAKE),
                        Draft.ask(MySqlSql.LOOK)),
                MySqlSql.FORGET,
                MySqlSql.PURGE);
    }
}

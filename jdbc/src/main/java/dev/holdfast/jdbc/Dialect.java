package dev.holdfast.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of database that the store speaks to.
 *
 * @since 0.1
 */
public enum Dialect {
    /** PostgreSQL 12 or later. */
    POSTGRESQL("PostgreSQL", PostgresSql::of),
    /** MariaDB 10.5 or later, which returns what it inserted. */
    MARIADB("MariaDB", MariaDbSql::of),
    /** MySQL 8.0 or later: a claim takes two round trips. */
    MYSQL("MySQL", MySqlSql::of),
    /** H2 2.x, in the process or as a server. */
    H2("H2", H2Sql::of);

    private final String product;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Function<String, Sql> statements;

    Dialect(String product, Function<String, Sql> statements) {
        this.product = product;
        this.statements = statements;
    }

    /** The dialect of the database that a connection leads to. It asks the driver, which knows without a round trip. */
    static Dialect of(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        // MySQL's own driver calls a MariaDB server MySQL, and only its version tells.
        String version = String.valueOf(database.getDatabaseProductVersion()).toLowerCase(Locale.ROOT);
        if (product.equals(MYSQL.product) && version.contains("mariadb")) {
            return MARIADB;
        }
        return Arrays.stream(values())
                .filter(dialect -> dialect.product.equals(product))
                .findFirst()
                .orElseThrow(() -> new SQLException("The database is " + product + ", not one of " + products()
                        + ": if it speaks like one of these, name that one as the dialect"));
    }

    Sql sql(String table) {
        return statements.apply(table);
    }

    TransactionClaims claims(String table) {
        return this == POSTGRESQL ? new PostgresClaims(table) : new RowClaims(this, table);
    }

    /** The name of the class-path resource, beside this class, that creates the table. */
    String schemaResource() {
        return "schema-" + name().toLowerCase(Locale.ROOT) + ".sql";
    }

    /** Locks a row of the guards, and waits for it as long as that where the statement itself can say so. */
    String lockGuard(long millis) {
        String lock = "select stripe from holdfast_guard where stripe = ? for update";
        boolean waits = this == MARIADB || this == H2;
        return waits ? lock + " wait " + JdbcWriteGuards.wholeSeconds(millis) : lock;
    }

    static boolean isPostgres(DatabaseMetaData database) throws SQLException {
        return database.getDatabaseProductName().equals(POSTGRESQL.product);
    }

    /** Whether a time limit is the statement's own, and not one of the session that would outlast it. */
    boolean limitsStatements() {
        return this != H2;
    }

    String product() {
        return product;
    }

    /** Whether a statement that fails takes its transaction with it. */
    boolean failsAsAWhole() {
        return this == POSTGRESQL;
    }

    /** Whether DDL is part of a transaction, and does not commit it. */
    boolean hasTransactionalDefinitions() {
        return this == POSTGRESQL;
    }

    boolean isOfMySql() {
        return this == MYSQL || this == MARIADB;
    }

    private static String products() {
        return Arrays.stream(values()).map(dialect -> dialect.product).collect(Collectors.joining(", "));
    }
}

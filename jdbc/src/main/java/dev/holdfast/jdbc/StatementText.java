package dev.holdfast.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What SQL does to a transaction, as far as its words tell. */
final class StatementText {
    private static final int WORDS_SHOWN = 3;

    private static final Set<String> QUERIES =
            Set.of("DESC", "DESCRIBE", "EXPLAIN", "SELECT", "SHOW", "TABLE", "VALUES", "WITH");

    /** What makes a query write, in a common table expression or the like. */
    private static final Set<String> WRITES = Set.of("DELETE", "INSERT", "INTO", "MERGE", "UPDATE");

    /** What a parenthesis may follow without a function being called that could do anything. */
    private static final Set<String> HARMLESS = Set.of(
            "ABS",
            "ALL",
            "AND",
            "ANY",
            "ARRAY",
            "ARRAY_AGG",
            "AS",
            "AVG",
            "BETWEEN",
            "BY",
            "CASE",
            "CAST",
            "CEIL",
            "CEILING",
            "CHAR",
            "CHAR_LENGTH",
            "COALESCE",
            "CONCAT",
            "CONVERT",
            "COUNT",
            "CURRENT_TIMESTAMP",
            "CURRVAL",
            "DATE",
            "DATE_TRUNC",
            "DECIMAL",
            "DISTINCT",
            "ELSE",
            "EXCEPT",
            "EXISTS",
            "EXTRACT",
            "FILTER",
            "FLOOR",
            "FROM",
            "GREATEST",
            "GROUPING",
            "HAVING",
            "IF",
            "IFNULL",
            "IN",
            "INTERSECT",
            "JOIN",
            "JSON_AGG",
            "JSON_ARRAYAGG",
            "JSON_OBJECT",
            "JSONB_AGG",
            "LATERAL",
            "LAST_INSERT_ID",
            "LEAST",
            "LEFT",
            "LENGTH",
            "LOCATE",
            "LOWER",
            "LTRIM",
            "MAX",
            "MD5",
            "MIN",
            "MOD",
            "NEXTVAL",
            "NOT",
            "NOW",
            "NULLIF",
            "NUMERIC",
            "OCTET_LENGTH",
            "ON",
            "OR",
            "OVER",
            "PARTITION",
            "POSITION",
            "POWER",
            "RANK",
            "REPLACE",
            "RIGHT",
            "ROUND",
            "ROW_NUMBER",
            "RTRIM",
            "SELECT",
            "SIGN",
            "SOME",
            "STRING_AGG",
            "SUBSTR",
            "SUBSTRING",
            "SUM",
            "THEN",
            "TO_CHAR",
            "TO_DATE",
            "TRIM",
            "UNION",
            "UNNEST",
            "UPPER",
            "USING",
            "VALUES",
            "VARCHAR",
            "WHEN",
            "WHERE",
            "WITH");

    /** What commits where DDL is not part of a transaction, and what belongs to it. */
    private static final Set<String> DEFINITIONS = Set.of(
            "ALTER",
            "ANALYZE",
            "BACKUP",
            "CACHE",
            "CHECK",
            "COMMENT",
            "CREATE",
            "DROP",
            "EXECUTE",
            "FLUSH",
            "GRANT",
            "INSTALL",
            "LOAD",
            "LOCK",
            "OPTIMIZE",
            "PREPARE",
            "RENAME",
            "REPAIR",
            "RESET",
            "REVOKE",
            "RUNSCRIPT",
            "SCRIPT",
            "SHUTDOWN",
            "TRUNCATE",
            "UNINSTALL",
            "UNLOCK",
            "XA");

    /** Settings of H2 that are the session's; others are the database's, and commit. */
    private static final Set<String> SETTINGS_OF_H2_SESSION = Set.of(
            "CATALOG",
            "LOCK_TIMEOUT",
            "NON_KEYWORDS",
            "QUERY_TIMEOUT",
            "ROLE",
            "SCHEMA",
            "SCHEMA_SEARCH_PATH",
            "SESSION",
            "TIME",
            "TRANSACTION",
            "TRUNCATE_LARGE_LENGTH",
            "VARIABLE_BINARY");

    private final List<String> words;
    private final Dialect dialect;

    private StatementText(List<String> words, Dialect dialect) {
        this.words = words;
        this.dialect = dialect;
    }

    /**
     * Lets a text pass that leaves the transaction open.
     *
     * @throws SQLException if it does not, naming the statement
     */
    static void require(String sql, Dialect dialect) throws SQLException {
        for (List<String> words : SqlWords.of(sql, dialect)) {
            StatementText statement = new StatementText(words, dialect);
            if (statement.endsTransaction()) {
                throw new SQLException(
                        statement.shown() + " would end the request's transaction on " + dialect.product()
                                + ": use JDBC's own commit and rollback, keep definitions out of requests, or set"
                                + " requestTransaction to false for the rule",
                        "25001");
            }
        }
    }

    private String shown() {
        return String.join(" ", words.subList(0, Math.min(words.size(), WORDS_SHOWN)));
    }

    private String word(int index) {
        String word = index < words.size() ? words.get(index) : "";
        return word.endsWith("(") ? word.substring(0, word.length() - 1) : word;
    }

    private boolean endsTransaction() {
        return switch (word(0)) {
            case "COMMIT", "BEGIN", "END", "ABORT" -> true;
            case "ROLLBACK" -> !words.contains("TO");
            case "START" -> word(1).equals("TRANSACTION");
            case "PREPARE" -> word(1).equals("TRANSACTION") || dialect.isOfMySql();
            case "SET" -> endsBySetting();
            default ->
                DEFINITIONS.contains(word(0))
                        && !dialect.hasTransactionalDefinitions()
                        && !isTemporary()
                        && !isAnalysis();
        };
    }

    /** MariaDB's {@code SET STATEMENT ... FOR} sets something for one statement, which follows. */
    private boolean endsBySetting() {
        int wrapped = words.indexOf("FOR");
        if (dialect == Dialect.MARIADB && word(1).equals("STATEMENT") && wrapped > 0) {
            return new StatementText(words.subList(wrapped + 1, words.size()), dialect).endsTransaction();
        }
        if (dialect == Dialect.H2) {
            return words.size() > 1 && !SETTINGS_OF_H2_SESSION.contains(word(1));
        }
        boolean commits = word(1).equals("PASSWORD") || (word(1).equals("DEFAULT") && word(2).equals("ROLE"));
        return words.contains("AUTOCOMMIT") || (dialect.isOfMySql() && commits);
    }

    /** MariaDB and MySQL let {@code CREATE} and {@code DROP TEMPORARY} be; H2, what is said to be transactional. */
    private boolean isTemporary() {
        if (dialect == Dialect.H2) {
            return word(0).equals("CREATE") && words.contains("TEMPORARY") && words.contains("TRANSACTIONAL");
        }
        int at = word(1).equals("OR") && word(2).equals("REPLACE") ? 3 : 1;
        return (word(0).equals("CREATE") || word(0).equals("DROP")) && word(at).equals("TEMPORARY");
    }

    private boolean isAnalysis() {
        return word(0).equals("ANALYZE") && !word(1).equals("TABLE") && dialect == Dialect.MARIADB;
    }

    /**
     * Whether a text may write. Drivers and libraries run queries by the methods for other statements too, statements that
     * write by those for queries, and a function may do anything.
     */
    static boolean mayWrite(String sql, Dialect dialect) {
        return SqlWords.of(sql, dialect).stream().anyMatch(words -> new StatementText(words, dialect).mayWrite());
    }

    private boolean mayWrite() {
        return !QUERIES.contains(word(0))
                || IntStream.range(1, words.size())
                        .anyMatch(i -> (WRITES.contains(word(i)) && !isLock(i)) || isUnknownCall(i));
    }

    /** {@code FOR UPDATE}, {@code FOR NO KEY UPDATE}. */
    private boolean isLock(int index) {
        String before = word(index - 1);
        return word(index).equals("UPDATE") && (before.equals("FOR") || before.equals("KEY"));
    }

    /** The name of a common table expression looks like a call, but for what is before it. */
    private boolean isUnknownCall(int index) {
        return words.get(index).endsWith("(")
                && !HARMLESS.contains(word(index))
                && !word(index - 1).equals("WITH");
    }
}

package dev.holdfast.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** What SQL does to a transaction, as far as its words tell. */
final class StatementText {
    /** So many are enough to know a statement that would end a transaction behind JDBC's back. */
    private static final int FIRST_WORDS = 3;

    private static final Set<String> QUERIES =
            Set.of("DESC", "DESCRIBE", "EXPLAIN", "SELECT", "SHOW", "TABLE", "VALUES", "WITH");

    /** What makes a query write, in a common table expression or the like. */
    private static final Set<String> WRITES = Set.of("DELETE", "INSERT", "INTO", "MERGE", "UPDATE");

    /** What commits implicitly where DDL is not part of a transaction. */
    private static final Set<String> DEFINITIONS = Set.of(
            "ALTER",
            "ANALYZE",
            "COMMENT",
            "CREATE",
            "DROP",
            "FLUSH",
            "GRANT",
            "INSTALL",
            "LOCK",
            "OPTIMIZE",
            "RENAME",
            "REPAIR",
            "RESET",
            "REVOKE",
            "TRUNCATE",
            "UNINSTALL",
            "UNLOCK");

    private final String sql;
    private final Dialect dialect;
    private int at;

    private StatementText(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    /**
     * Lets a text pass that leaves the transaction open.
     *
     * @throws SQLException if it does not, naming the statement
     */
    static void require(String sql, Dialect dialect) throws SQLException {
        StatementText text = new StatementText(sql, dialect);
        while (text.at < sql.length()) {
            List<String> words = text.words(FIRST_WORDS);
            if (text.endsTransaction(words)) {
                throw new SQLException(
                        String.join(" ", words) + " would end the request's transaction on " + dialect.product()
                                + ": use JDBC's own commit and rollback, keep definitions out of requests, or set"
                                + " requestTransaction to false for the rule",
                        "25001");
            }
        }
    }

    /**
     * Whether a text may write. Drivers and libraries run queries by the methods for other statements too, and statements
     * that write by those for queries.
     */
    static boolean mayWrite(String sql, Dialect dialect) {
        StatementText text = new StatementText(sql, dialect);
        boolean writes = false;
        while (!writes && text.at < sql.length()) {
            writes = mayWrite(text.words(Integer.MAX_VALUE));
        }
        return writes;
    }

    private static boolean mayWrite(List<String> words) {
        if (words.isEmpty() || !QUERIES.contains(words.get(0))) {
            return !words.isEmpty();
        }
        return IntStream.range(1, words.size())
                .anyMatch(i -> WRITES.contains(words.get(i)) && !isLock(words.get(i - 1), words.get(i)));
    }

    /** {@code FOR UPDATE}, {@code FOR NO KEY UPDATE}. */
    private static boolean isLock(String before, String word) {
        return word.equals("UPDATE") && (before.equals("FOR") || before.equals("KEY"));
    }

    private boolean endsTransaction(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0);
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (first) {
            case "" -> false;
            case "COMMIT", "BEGIN", "END", "ABORT" -> true;
            case "ROLLBACK" -> !words.contains("TO");
            case "START", "PREPARE" -> second.equals("TRANSACTION");
            case "SET" -> words.stream().anyMatch(word -> word.equals("AUTOCOMMIT"));
            case "CREATE", "DROP" -> !dialect.hasTransactionalDefinitions() && !isTemporary(words);
            default -> DEFINITIONS.contains(first) && !dialect.hasTransactionalDefinitions();
        };
    }

    private boolean isTemporary(List<String> words) {
        return dialect != Dialect.H2 && words.contains("TEMPORARY");
    }

    /** The first words of the next statement, in capitals; then it is behind its end. */
    private List<String> words(int limit) {
        List<String> words = new ArrayList<>();
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ';') {
                at++;
                return words;
            } else if (Character.isLetter(c)) {
                String word = word();
                if (words.size() < limit) {
                    words.add(word);
                }
            } else if (sql.startsWith("--", at) || (c == '#' && dialect.isOfMySql())) {
                skipPast("\n");
            } else if (sql.startsWith("/*", at)) {
                skipPast("*/");
            } else if (c == '\'' || c == '"' || c == '`') {
                skipQuoted(c);
            } else if (c == '$') {
                skipDollarQuote();
            } else {
                at++;
            }
        }
        return words;
    }

    private String word() {
        int start = at;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
        return sql.substring(start, at).toUpperCase(Locale.ROOT);
    }

    private void skipQuoted(char quote) {
        at++;
        while (at < sql.length() && sql.charAt(at) != quote) {
            at += sql.charAt(at) == '\\' && dialect.isOfMySql() ? 2 : 1;
        }
        at++;
    }

    private void skipPast(String end) {
        int found = sql.indexOf(end, at);
        at = found < 0 ? sql.length() : found + end.length();
    }

    /** PostgreSQL's {@code $tag$ ... $tag$}; a parameter {@code $1} is none. */
    private void skipDollarQuote() {
        int end = at + 1;
        while (end < sql.length() && (Character.isLetter(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        if (end < sql.length() && sql.charAt(end) == '$') {
            String tag = sql.substring(at, end + 1);
            at = end + 1;
            skipPast(tag);
        } else {
            at++;
        }
    }
}

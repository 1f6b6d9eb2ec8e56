package dev.holdfast.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of SQL, as a dialect has them: without strings, quoted names and comments. One use. */
final class SqlWords {
    /** Stands at the end of a word that a parenthesis follows. */
    static final char CALL = '(';

    private final String sql;
    private final Dialect dialect;
    private int at;

    private SqlWords(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    /** The words of each statement, in capitals. */
    static List<List<String>> of(String sql, Dialect dialect) {
        SqlWords text = new SqlWords(sql, dialect);
        List<List<String>> statements = new ArrayList<>();
        while (text.at < sql.length()) {
            List<String> words = text.statement();
            if (!words.isEmpty()) {
                statements.add(words);
            }
        }
        return statements;
    }

    private List<String> statement() {
        List<String> words = new ArrayList<>();
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ';') {
                at++;
                return words;
            } else if (c == '@') {
                skipVariable();
            } else if (Character.isLetter(c) || c == '_') {
                word(words);
            } else if (isLineComment(c)) {
                skipPast("\n");
            } else if (sql.startsWith("/*", at)) {
                skipComment();
            } else if (c == '\'' || c == '"' || c == '`') {
                skipQuoted(c, dialect.isOfMySql());
            } else if (c == '$') {
                skipDollarQuote();
            } else {
                at++;
            }
        }
        return words;
    }

    private boolean isWordPart(int index) {
        return index < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(index))
                        || sql.charAt(index) == '_'
                        || sql.charAt(index) == '$');
    }

    private void word(List<String> words) {
        int start = at;
        while (isWordPart(at)) {
            at++;
        }
        String word = sql.substring(start, at).toUpperCase(Locale.ROOT);
        if (word.equals("E") && at < sql.length() && sql.charAt(at) == '\'') {
            skipQuoted('\'', true); // PostgreSQL's string with escapes
            return;
        }
        int next = at;
        while (next < sql.length() && Character.isWhitespace(sql.charAt(next))) {
            next++;
        }
        words.add(next < sql.length() && sql.charAt(next) == '(' ? word + CALL : word);
    }

    /** {@code @name} is the user's own; {@code @@name} is a setting, and so is the name. */
    private void skipVariable() {
        at++;
        if (at < sql.length() && sql.charAt(at) == '@') {
            at++;
            return;
        }
        while (isWordPart(at)) {
            at++;
        }
    }

    private boolean isLineComment(char c) {
        if (c == '#') {
            return dialect.isOfMySql();
        }
        if (!sql.startsWith("--", at)) {
            return false;
        }
        // there, two minus signs may be just that
        return !dialect.isOfMySql() || at + 2 == sql.length() || Character.isWhitespace(sql.charAt(at + 2));
    }

    private void skipComment() {
        if (dialect.isOfMySql() && (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at))) {
            at = sql.indexOf('!', at) + 1; // what is in it is carried out
            while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
                at++;
            }
            return;
        }
        at += 2;
        int depth = 1;
        while (at < sql.length() && depth > 0) {
            if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (sql.startsWith("/*", at) && !dialect.isOfMySql()) {
                depth++;
                at += 2;
            } else {
                at++;
            }
        }
    }

    private void skipQuoted(char quote, boolean escapes) {
        at++;
        while (at < sql.length() && sql.charAt(at) != quote) {
            at += sql.charAt(at) == '\\' && escapes ? 2 : 1;
        }
        at++;
    }

    private void skipPast(String end) {
        int found = sql.indexOf(end, at);
        at = found < 0 ? sql.length() : found + end.length();
    }

    /** {@code $tag$ ... $tag$}; a parameter {@code $1} is none. */
    private void skipDollarQuote() {
        int end = at + 1;
        boolean isTag = end < sql.length() && !Character.isDigit(sql.charAt(end));
        while (isTag && end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
            end++;
        }
        if (isTag && end < sql.length() && sql.charAt(end) == '$') {
            String tag = sql.substring(at, end + 1);
            at = end + 1;
            skipPast(tag);
        } else {
            at++;
        }
    }
}

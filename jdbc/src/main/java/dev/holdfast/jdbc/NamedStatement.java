package dev.holdfast.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the store's own statements, whose parameters have names. Immutable.
 *
 * @param sql as JDBC has it, with a question mark for each
 * @param names what the question marks stand for, in their order; a name may stand there several times
 */
record NamedStatement(String sql, List<String> names) {
    /** The statements are ours: nothing else in them looks like this. */
    private static final Pattern NAME = Pattern.compile(":([A-Za-z]+)");

    static NamedStatement of(String text) {
        Matcher name = NAME.matcher(text);
        List<String> names = name.results()
                .map(MatchResult::group)
                .map(found -> found.substring(1))
                .toList();
        return new NamedStatement(name.replaceAll("?"), names);
    }

    /**
     * Prepares it.
     *
     * @param seconds how long it may take; 0 for as long as it likes
     */
    PreparedStatement on(Connection connection, Bindings values, int seconds) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            if (seconds > 0) {
                statement.setQueryTimeout(seconds);
            }
            for (int i = 0; i < names.size(); i++) {
                values.bind(statement, i + 1, names.get(i));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}

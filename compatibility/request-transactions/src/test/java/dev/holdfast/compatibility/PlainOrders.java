package dev.holdfast.compatibility;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** With JDBC alone. */
final class PlainOrders implements Orders {
    private final DataSource database;

    PlainOrders(DataSource database) {
        this.database = database;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public void add(String name) {
        inTransaction(connection -> insert(connection, name));
    }

    @Override
    public void addAlone(String name) {
        onConnection(connection -> insert(connection, name));
    }

    @Override
    public List<Boolean> addInOne(List<String> names) {
        return inTransaction(connection -> {
            List<Boolean> results = new ArrayList<>();
            for (String name : names) {
                results.add(succeeds(connection, name));
            }
            return results;
        });
    }

    private static boolean succeeds(Connection connection, String name) {
        try {
            insert(connection, name);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void addAndRefuse(String name) {
        inTransaction(connection -> {
            insert(connection, name);
            throw new Refused("sold out");
        });
    }

    @Override
    public List<String> addAndReadBeside(String name) {
        return inTransaction(connection -> {
            insert(connection, name);
            return names();
        });
    }

    @Override
    public void addReadBesideAndRefuse(String name) {
        inTransaction(connection -> {
            insert(connection, name);
            throw new Refused(String.join(",", names()));
        });
    }

    @Override
    public List<String> names() {
        return onConnection(connection -> {
            List<String> names = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("select name from purchase order by id");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    private static int insert(Connection connection, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into purchase (name) values (?)")) {
            insert.setString(1, name);
            return insert.executeUpdate();
        }
    }

    private <T> T inTransaction(Work<T> work) {
        return onConnection(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private <T> T onConnection(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}

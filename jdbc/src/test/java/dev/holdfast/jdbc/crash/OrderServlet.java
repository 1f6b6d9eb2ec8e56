package dev.holdfast.jdbc.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * An application that knows nothing of keys: each POST is an order, one row in a transaction of its own, and is answered
 * with the id of that row. {@code GET /orders/a} gives the ids of all orders that are named {@code a}.
 */
final class OrderServlet extends HttpServlet {
    /** How many bytes an answer is to have at least. */
    static final String SIZE = "Answer-Size";

    private static final long serialVersionUID = 1;

    private final transient DataSource database;
    private final transient Steps steps;

    OrderServlet(DataSource database, Steps steps) {
        this.database = database;
        this.steps = steps;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String name = new String(request.getInputStream().readAllBytes(), UTF_8);
        long id = order(name);
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setContentType("text/plain");
        int padding = Math.max(0, request.getIntHeader(SIZE));
        response.getOutputStream().write((id + "\n" + " ".repeat(padding)).getBytes(UTF_8));
    }

    private long order(String name) throws ServletException {
        try {
            steps.reached(Step.BEFORE_WRITE);
            long id = insertAndCommit(name);
            steps.reached(Step.AFTER_WRITE);
            return id;
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }

    private long insertAndCommit(String name) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            long id = insert(connection, name);
            connection.commit();
            return id;
        }
    }

    private static long insert(Connection connection, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into crash_orders (name) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, name);
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select id from crash_orders where name = ? order by id")) {
            select.setString(1, request.getPathInfo().substring(1));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    response.getOutputStream().write((rows.getLong(1) + "\n").getBytes(UTF_8));
                }
            }
        } catch (SQLException e) {
            throw new ServletException(e);
        }
    }
}

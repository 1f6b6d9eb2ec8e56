package dev.holdfast.benchmarks.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Takes one order for each POST. */
final class OrdersServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** Of about the size of a small resource. */
    private static final byte[] ANSWER = """
            {"status":"accepted","customer":"customer-4711","item":"left-handed screwdriver","quantity":2,\
            "price":{"amount":"19.90","currency":"EUR"},"delivery":{"from":"2026-01-05","until":"2026-01-09"}}
            """.getBytes(StandardCharsets.UTF_8);

    private interface Placing {
        byte[] place(HttpServletRequest request, String note) throws SQLException;
    }

    private final transient Placing orders;

    private OrdersServlet(Placing orders) {
        this.orders = orders;
    }

    static OrdersServlet inTransaction(Orders orders) {
        return new OrdersServlet((request, note) -> {
            orders.placeInTransaction(note);
            return ANSWER;
        });
    }

    static OrdersServlet underAutoCommit(Orders orders) {
        return new OrdersServlet((request, note) -> {
            orders.placeUnderAutoCommit(note);
            return ANSWER;
        });
    }

    static OrdersServlet byHand(RecordsByHand records) {
        return new OrdersServlet((request, note) -> records.once(request.getHeader("Idempotency-Key"), note, ANSWER));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String note = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        byte[] answer;
        try {
            answer = orders.place(request, note);
        } catch (SQLException e) {
            throw new ServletException(e);
        }
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setContentType("application/json");
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}

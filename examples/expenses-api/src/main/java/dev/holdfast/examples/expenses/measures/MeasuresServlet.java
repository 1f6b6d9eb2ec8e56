package dev.holdfast.examples.expenses.measures;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** {@code /v1/measures}: the report as JSON. */
final class MeasuresServlet extends HttpServlet {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final transient Supplier<Report> report;

    MeasuresServlet(Supplier<Report> report) {
        this.report = report;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] json = MAPPER.writeValueAsBytes(report.get());
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}

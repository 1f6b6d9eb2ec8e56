package dev.holdfast.examples.expenses.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v1/expenses/{id}}: one of the caller's expenses. */
final class ExpenseServlet extends ApiServlet {
    // One spelling an id, so that an expense has one URL; 18 digits always fit a long
    private static final Pattern ID = Pattern.compile("/([1-9][0-9]{0,17})");

    private final ExpenseRepository expenses;

    ExpenseServlet(ExpenseRepository expenses) {
        super("DELETE", "GET", "HEAD", "OPTIONS", "PUT");
        this.expenses = expenses;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Expense expense = expenses.find(caller(request), id(request)).orElseThrow(Refusal::notFound);
        Json.send(response, HttpServletResponse.SC_OK, expense);
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long id = id(request);
        Draft draft = Draft.from(Json.readObject(request));
        Expense expense = expenses.change(caller(request), id, draft).orElseThrow(Refusal::notFound);
        Json.send(response, HttpServletResponse.SC_OK, new Changed(true, expense));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        if (!expenses.remove(caller(request), id(request))) {
            throw Refusal.notFound();
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private static long id(HttpServletRequest request) {
        Matcher id = ID.matcher(request.getPathInfo());
        if (!id.matches()) {
            throw Refusal.notFound();
        }
        return Long.parseLong(id.group(1));
    }

    private record Changed(boolean ok, Expense expense) {}
}

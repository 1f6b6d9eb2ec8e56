package dev.holdfast.examples.expenses.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /v1/expenses}: the caller's expenses. */
final class ExpensesServlet extends ApiServlet {
    private final ExpenseRepository expenses;

    ExpensesServlet(ExpenseRepository expenses) {
        super("GET", "HEAD", "OPTIONS", "POST");
        this.expenses = expenses;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Json.send(response, HttpServletResponse.SC_OK, expenses.all(caller(request)));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Draft draft = Draft.from(Json.readObject(request));
        Expense expense = expenses.add(caller(request), draft);
        response.setHeader("Location", request.getContextPath() + request.getServletPath() + "/" + expense.id());
        Json.send(response, HttpServletResponse.SC_CREATED, expense);
    }
}

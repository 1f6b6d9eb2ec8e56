package dev.holdfast.examples.expenses.api;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The expenses API: its servlets under {@code /v1/expenses} and its table. The container says who is asking; everybody
 * sees their own expenses only.
 */
public final class ExpensesApi implements ServletContainerInitializer {
    private final ExpenseRepository expenses;

    private ExpensesApi(ExpenseRepository expenses) {
        this.expenses = expenses;
    }

    /** The API on a database, in which its table is made if it is not there. Several nodes may share the database. */
    public static ExpensesApi on(DataSource database) {
        Jdbi jdbi = Jdbi.create(database);
        Schema.create(jdbi);
        return new ExpensesApi(new ExpenseRepository(jdbi));
    }

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        context.addServlet("expenses", new ExpensesServlet(expenses)).addMapping("/v1/expenses");
        context.addServlet("expense", new ExpenseServlet(expenses)).addMapping("/v1/expenses/*");
    }
}

package dev.holdfast.examples.expenses.api;

import java.math.BigDecimal;

/** An expense as the API shows it. The amount always has two decimals. */
record Expense(long id, BigDecimal amount, String note, long version) {}

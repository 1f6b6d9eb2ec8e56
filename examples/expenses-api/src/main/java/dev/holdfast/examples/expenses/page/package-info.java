/** The page at {@code /}: files for the browser, which speak to the API as any client does. */
@org.jspecify.annotations.NullMarked
package dev.holdfast.examples.expenses.page;

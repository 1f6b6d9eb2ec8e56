package dev.holdfast.examples.expenses.api;

import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;

class H2ExpenseRepositoryTest extends ExpenseRepositoryContract {
    @TempDir
    private Path data;

    @Override
    Jdbi connect() {
        return Jdbi.create("jdbc:h2:file:" + data.resolve("expenses"), "sa", "");
    }
}

package dev.holdfast.benchmarks.stores;

import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is noted of a connection. */
final class ConnectionNotes implements Notes {
    private final List<Supplier<Tape.Step>> steps;

    /** Writes it to a list, whose statements are complete when they have been closed. */
    ConnectionNotes(List<Supplier<Tape.Step>> steps) {
        this.steps = steps;
    }

    @Override
    public @Nullable Object of(String method, Object[] arguments, @Nullable Object result) {
        switch (method) {
            case "setAutoCommit" -> note(new Tape.AutoCommit((Boolean) arguments[0]));
            case "commit" -> note(Tape.End.COMMIT);
            case "rollback" -> note(Tape.End.ROLLBACK);
            default -> {}
        }
        if (result instanceof PreparedStatement statement) {
            return Notes.around(
                    PreparedStatement.class, statement, new StatementNotes(statement, (String) arguments[0], steps));
        }
        if (result instanceof Statement) {
            throw new IllegalStateException("A floor cannot do " + method + " yet");
        }
        return result;
    }

    private void note(Tape.Step step) {
        steps.add(() -> step);
    }
}

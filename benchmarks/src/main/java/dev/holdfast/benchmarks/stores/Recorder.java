package dev.holdfast.benchmarks.stores;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Puts itself around a pool and notes what is done with its connections. One thread. */
final class Recorder {
    private final List<List<Supplier<Tape.Step>>> uses = new ArrayList<>();
    private final DataSource dataSource;

    Recorder(DataSource pool) {
        dataSource = Notes.around(DataSource.class, pool, (method, arguments, result) -> {
            if (result instanceof Connection connection) {
                List<Supplier<Tape.Step>> steps = new ArrayList<>();
                uses.add(steps);
                return Notes.around(Connection.class, connection, new ConnectionNotes(steps));
            }
            return result;
        });
    }

    /** The pool, with somebody listening. */
    DataSource dataSource() {
        return dataSource;
    }

    /** What was done since this was asked last. */
    Tape take() {
        Tape tape = new Tape(uses.stream()
                .map(steps -> new Tape.Use(steps.stream().map(Supplier::get).toList()))
                .toList());
        uses.clear();
        return tape;
    }
}

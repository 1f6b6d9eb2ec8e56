package dev.holdfast.benchmarks.stores;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the statements of an operation take by themselves: sends what two samples of it sent, on the same pool, by plain JDBC.
 * What differs between the samples is made anew each time. Thread-safe.
 */
final class Floor implements Operation {
    private final DataSource pool;
    private final Ids ids;
    private final List<List<Action>> uses;

    private Floor(DataSource pool, Ids ids, List<List<Action>> uses) {
        this.pool = pool;
        this.ids = ids;
        this.uses = uses;
    }

    /** One step, with a connection. */
    interface Action {
        void run(Connection connection, Run run) throws SQLException;
    }

    /** What one operation is about. One thread. */
    static final class Run {
        private final byte[] id;
        private long kept;

        Run(byte[] id) {
            this.id = id;
        }

        byte[] id() {
            return id;
        }

        /** The number that is read at one place and sent at another. */
        long kept() {
            return kept;
        }

        void keep(long number) {
            kept = number;
        }
    }

    /**
     * Makes one.
     *
     * @param ids the records that it is about, such as those of the samples
     * @throws IllegalArgumentException if the samples differ in something that cannot be made anew
     */
    static Floor of(Sample first, Sample second, DataSource pool, Ids ids) {
        Difference difference = new Difference(first, second);
        require(first.tape().uses().size() == second.tape().uses().size());
        List<List<Action>> uses = new ArrayList<>();
        for (int i = 0; i < first.tape().uses().size(); i++) {
            uses.add(actions(
                    first.tape().uses().get(i).steps(),
                    second.tape().uses().get(i).steps(),
                    difference));
        }
        return new Floor(pool, ids, uses);
    }

    private static List<Action> actions(List<Tape.Step> first, List<Tape.Step> second, Difference difference) {
        require(first.size() == second.size());
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            actions.add(action(first.get(i), second.get(i), difference));
        }
        return actions;
    }

    private static Action action(Tape.Step first, Tape.Step second, Difference difference) {
        if (first instanceof Tape.Send one && second instanceof Tape.Send other) {
            return SendAction.of(one, other, difference);
        }
        require(first.equals(second));
        if (first instanceof Tape.AutoCommit mode) {
            return (connection, run) -> connection.setAutoCommit(mode.on());
        }
        return first == Tape.End.COMMIT
                ? (connection, run) -> connection.commit()
                : (connection, run) -> connection.rollback();
    }

    static void require(boolean alike) {
        if (!alike) {
            throw new IllegalArgumentException("The samples took different ways");
        }
    }

    @Override
    public void run() throws SQLException {
        Run run = new Run(ids.next());
        for (List<Action> use : uses) {
            try (Connection connection = pool.getConnection()) {
                for (Action action : use) {
                    action.run(connection, run);
                }
            }
        }
    }
}

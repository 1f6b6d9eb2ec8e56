package dev.holdfast.benchmarks.postgres;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a database has done.
 *
 * @param commits transactions that were committed, also those that wrote nothing
 * @param rollbacks transactions that were rolled back
 * @param syncs how often the log was flushed to disk
 * @param logBytes how much was written to the log
 * @param statements how often each statement was executed
 */
public record Counts(long commits, long rollbacks, long syncs, long logBytes, Map<String, Long> statements) {

    /** What came since. */
    public Counts since(Counts before) {
        Map<String, Long> more = new TreeMap<>(statements);
        before.statements.forEach((statement, calls) -> more.merge(statement, -calls, Long::sum));
        more.values().removeIf(calls -> calls == 0);
        return new Counts(
                commits - before.commits,
                rollbacks - before.rollbacks,
                syncs - before.syncs,
                logBytes - before.logBytes,
                more);
    }
}

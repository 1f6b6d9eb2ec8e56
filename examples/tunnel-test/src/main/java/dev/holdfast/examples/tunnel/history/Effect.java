package dev.holdfast.examples.tunnel.history;

/**
 * A write as the database saw it.
 *
 * @param position its place in the order of all
 * @param version of the expense after it; for a delete, before it
 * @param fields after it; for a delete, before it
 */
public record Effect(long position, Kind kind, String path, long version, Fields fields) {
    Written written() {
        return Written.of(kind, path, fields);
    }

    @Override
    public String toString() {
        return kind + " of " + path + " version " + version + " " + fields + " (row " + position + ")";
    }
}

package dev.holdfast.idempotency.store;

/** What a store can promise of one key, weakest first. */
public enum Guarantee {
    /** One effect within one process. Records die with it. */
    IN_PROCESS,
    /**
     * One effect over all nodes that share the store. A worker that lost its lease changes no record, but a crash
     * between its effect and its record leaves an outcome that nobody knows.
     */
    FENCED,
    /** Effect and record commit together: a crash leaves both or neither. */
    TRANSACTIONAL;

    /** Whether this promise includes {@code demanded}. */
    public boolean gives(Guarantee demanded) {
        return compareTo(demanded) >= 0;
    }
}

package dev.holdfast.idempotency;

/** Whether a rule acts. */
public enum Mode {
    /** It refuses and replays. */
    ENFORCE,
    /**
     * It lets everything through, and tells the listener what it would have refused or replayed. What it records is
     * apart from what {@link #ENFORCE} records.
     */
    OBSERVE
}

package dev.holdfast.servlet;

/** Whether a rule acts. */
public enum Mode {
    /** It refuses, replays and guards. */
    ENFORCE,
    /**
     * It lets everything through, and tells the listener what it would have done. What it records is apart from what {@link
     * #ENFORCE} records.
     */
    OBSERVE
}

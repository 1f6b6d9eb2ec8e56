package dev.holdfast.examples.tunnel.history;

/** Something that should not have happened, in words. */
public record Violation(Breach breach, String words) {

    /** What was promised and not kept. */
    public enum Breach {
        /** An operation took effect more than once, or nobody was told that it had. */
        DUPLICATE,
        /** An action, its effect, or what somebody else wrote is gone. */
        LOST,
        /** A conflict was not shown, or was settled by nobody. */
        UNSURFACED,
        /** An operation ended in a state that it should not stay in, or came from nobody. */
        UNFINISHED,
        /** Client and server have different bytes. */
        DISAGREEMENT,
        /** A device contradicted itself. */
        CONTRADICTION
    }

    @Override
    public String toString() {
        return breach + ": " + words;
    }
}

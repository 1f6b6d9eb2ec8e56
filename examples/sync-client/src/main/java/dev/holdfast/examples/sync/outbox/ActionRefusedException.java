package dev.holdfast.examples.sync.outbox;

/** The action is not stored, for what the user saw is not what there is, or there is something to be settled before. */
public final class ActionRefusedException extends RuntimeException {
    public ActionRefusedException(String message) {
        super(message, null, false, false);
    }
}

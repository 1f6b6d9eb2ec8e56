package dev.holdfast.examples.tunnel.history;

/**
 * A client has told its user that an action is safe with it.
 *
 * @param resource the client's own number of the expense, as it told it
 * @param intent what the user meant
 */
public record Acknowledgement(String device, String action, long resource, Intent intent) {
    Name name() {
        return new Name(device, action);
    }
}

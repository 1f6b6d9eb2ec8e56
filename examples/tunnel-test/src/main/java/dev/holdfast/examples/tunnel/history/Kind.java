package dev.holdfast.examples.tunnel.history;

/** What is done to an expense. */
public enum Kind {
    /** It comes to be. */
    CREATE,
    /** Its fields change. */
    EDIT,
    /** It goes away. */
    DELETE;

    /** What a request with this method does. */
    static Kind ofMethod(String method) {
        return switch (method) {
            case "POST" -> CREATE;
            case "PUT" -> EDIT;
            case "DELETE" -> DELETE;
            default -> throw new IllegalArgumentException(method);
        };
    }
}

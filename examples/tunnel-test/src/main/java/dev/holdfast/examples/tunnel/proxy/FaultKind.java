package dev.holdfast.examples.tunnel.proxy;

/** The kinds of what befalls connections, as they are reported and counted. */
public enum FaultKind {
    /** The request was held for a while. */
    DELAY(false),
    /** The connection broke in the middle of a request. */
    CUT_IN_REQUEST(true),
    /** The connection broke in the middle of a response. */
    CUT_IN_RESPONSE(true),
    /** The server acted and its response was thrown away. */
    DROP_RESPONSE(true),
    /** The request also went over a second connection. */
    DUPLICATE(false),
    /** The connection was reset as soon as it was accepted. */
    REFUSE(true),
    /** The connection broke because the client changed networks. */
    SWITCH(true);

    private final boolean cut;

    FaultKind(boolean cut) {
        this.cut = cut;
    }

    /** Whether the connection ends by it. */
    public boolean isCut() {
        return cut;
    }
}

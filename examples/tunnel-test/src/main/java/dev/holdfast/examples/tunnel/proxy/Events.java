package dev.holdfast.examples.tunnel.proxy;

/** Is told of what the proxy does. Called by many threads. */
interface Events {
    void struck(FaultKind kind);

    /** The first bytes of a request have gone to the server. */
    void forwarded();
}

package dev.holdfast.examples.tunnel.proxy;

/** What is to befall one connection. One connection's thread. */
interface Faults {
    /** Whether it is refused. Asked once, first. */
    boolean refuses();

    /** What befalls its next exchange. */
    Fault next();
}

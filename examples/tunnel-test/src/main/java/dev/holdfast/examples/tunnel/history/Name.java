package dev.holdfast.examples.tunnel.history;

/** Of an action, within a run. */
record Name(String device, String action) {}

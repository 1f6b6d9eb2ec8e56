package dev.holdfast.examples.tunnel.history;

/** A user has given up what they wrote: for what the server has, or because there is nothing to write to. */
public record Decision(String device, long resource) {}

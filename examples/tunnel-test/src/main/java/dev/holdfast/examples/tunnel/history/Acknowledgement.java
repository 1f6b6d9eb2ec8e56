package dev.holdfast.examples.tunnel.history;

/** A client has told its user that an action is safe with it. */
public record Acknowledgement(String device, String action, String what) {}

package dev.holdfast.benchmarks.load;

/**
 * Where requests go.
 *
 * @param port a port of this machine
 * @param path the resource
 */
public record Target(int port, String path) {}

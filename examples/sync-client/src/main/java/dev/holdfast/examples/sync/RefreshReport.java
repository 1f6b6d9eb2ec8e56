package dev.holdfast.examples.sync;

/**
 * What a refresh found.
 *
 * @param changed resources whose representation is new here
 * @param notModified resources that are here as the server has them
 * @param removed resources that the server has no longer
 */
public record RefreshReport(int changed, int notModified, int removed) {}

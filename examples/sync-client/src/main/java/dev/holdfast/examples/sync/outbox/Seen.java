package dev.holdfast.examples.sync.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What the user had before the eyes when a change began, and so what that change may overwrite.
 *
 * @param resource the {@link LocalResource}
 * @param tag its entity tag then
 * @param representation what was shown, as JSON
 * @param after the undelivered action whose result was shown, if there was one
 */
public record Seen(
        long resource,
        @Nullable String tag,
        String representation,
        @Nullable String after) {}

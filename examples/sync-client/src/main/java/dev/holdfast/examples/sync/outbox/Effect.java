package dev.holdfast.examples.sync.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What a delivered operation made of its resource.
 *
 * @param path where a created resource is; absent otherwise
 * @param tag the entity tag of the new version, if the server told it
 * @param body the new representation; absent after a delete
 * @param exact whether {@code body} is byte for byte the server's
 */
public record Effect(
        @Nullable String path,
        @Nullable String tag,
        @Nullable String body,
        boolean exact) {}

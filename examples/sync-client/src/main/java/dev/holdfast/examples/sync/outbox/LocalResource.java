package dev.holdfast.examples.sync.outbox;

import org.jspecify.annotations.Nullable;

/**
 * The client's copy of one of the server's resources.
 *
 * @param id the client's own number for it, from before the server has seen it
 * @param path absent until the create is delivered
 * @param tag the entity tag of {@code body}, with its quotes
 * @param body the last representation that is known
 * @param exact whether {@code body} is byte for byte what the server sent, so that the tag can revalidate it
 * @param revision grows with every change made by the delivery of an operation
 * @param gone whether it is deleted, here or elsewhere
 */
public record LocalResource(
        long id,
        @Nullable String path,
        @Nullable String tag,
        @Nullable String body,
        boolean exact,
        long revision,
        boolean gone) {}

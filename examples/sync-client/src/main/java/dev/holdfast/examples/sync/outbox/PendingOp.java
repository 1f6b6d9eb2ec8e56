package dev.holdfast.examples.sync.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A request as it goes out. Every attempt sends exactly this.
 *
 * @param opId the idempotency key: a UUIDv7 for each logical action of the user
 * @param endpoint the path, from the server's root
 * @param bodyJson the body as it is sent, or empty for none
 * @param ifMatch the entity tag of the version that the user saw, with its quotes; absent for a create, and for servers that
 *     have no entity tags
 * @param createdAtMs when the user acted, in milliseconds since 1970
 */
public record PendingOp(
        String opId,
        String endpoint,
        String method,
        String bodyJson,
        @Nullable String ifMatch,
        long createdAtMs) {}

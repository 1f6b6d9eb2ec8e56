package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.LapsePolicy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request that came while the first one with its key was in flight.
 *
 * @param claimant makes its claims
 * @param onLapse what its rule says of attempts that lapse
 */
record Duplicate(
        Claimant claimant,
        LapsePolicy onLapse,
        RequestContent content,
        IdempotencyEvent event,
        HttpServletRequest request,
        HttpServletResponse response) {}

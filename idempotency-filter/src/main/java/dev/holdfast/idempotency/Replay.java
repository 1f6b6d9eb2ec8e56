package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.servlet.internal.body.UnreadBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a retry with what is recorded. Thread-safe. */
final class Replay {
    static final String MARK = "Idempotency-Replayed";

    private final Settings settings;
    private final Refusals refusals;

    Replay(Settings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    void answer(
            RecordId id,
            byte[] stored,
            RequestContent content,
            IdempotencyEvent event,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Outcome outcome;
        try {
            outcome = outcome(id, stored);
        } catch (ResponseCodec.CodecException e) {
            settings.listener().tell(l -> l.storeFailed(event, e));
            refusals.refuse(IdempotencyProblem.RESPONSE_NOT_REPLAYABLE, event, request, response);
            return;
        } catch (RuntimeException e) {
            // a codec whose keys are away for a while does not say that the outcome cannot be read
            settings.listener().tell(l -> l.storeFailed(event, e));
            refusals.refuse(IdempotencyProblem.STORE_UNAVAILABLE, event, request, response);
            return;
        }
        if (!content.matches(outcome.body())) {
            refusals.refuse(IdempotencyProblem.KEY_REUSED, event, request, response);
        } else if (outcome instanceof Outcome.Replayable replayable) {
            settings.listener().tell(l -> l.replayed(event));
            if (!content.isRead()) {
                UnreadBody.settle(request, response, settings.bodyMemory());
            }
            response.setHeader(MARK, "true");
            replayable.response().applyTo(response);
        } else {
            refusals.refuse(IdempotencyProblem.RESPONSE_NOT_REPLAYABLE, event, request, response);
        }
    }

    private Outcome outcome(RecordId id, byte[] stored) {
        return Tombstone.read(stored)
                .orElseGet(() -> OutcomeFormat.read(settings.responseCodec().decode(id, stored)));
    }
}

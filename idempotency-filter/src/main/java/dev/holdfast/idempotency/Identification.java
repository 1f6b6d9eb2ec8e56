package dev.holdfast.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who sent a request, under which key. Thread-safe. */
final class Identification {
    private final Settings settings;
    private final KeyParser keys;

    Identification(Settings settings) {
        this.settings = settings;
        this.keys = new KeyParser(settings.headerName(), settings.keyFormat(), settings.keyMinLength());
    }

    /** What comes of reading a request. */
    sealed interface Result {
        /** It has no key and needs none. */
        record Unkeyed() implements Result {}

        /** It is to be refused. */
        record Refused(IdempotencyProblem problem, String reason) implements Result {}

        /** It has a key and a caller. */
        record Known(Identified request) implements Result {}
    }

    Result of(HttpServletRequest request, IdempotencyRule rule) {
        KeyField field = keys.read(request);
        if (field instanceof KeyField.Present present) {
            return caller(request)
                    .<Result>map(caller -> known(request, rule, present.key(), caller))
                    .orElseGet(() -> new Result.Refused(IdempotencyProblem.CALLER_UNKNOWN, ""));
        }
        if (field instanceof KeyField.Malformed malformed) {
            return new Result.Refused(IdempotencyProblem.KEY_MALFORMED, malformed.reason());
        }
        return rule.requirement() == Requirement.REQUIRED
                ? new Result.Refused(IdempotencyProblem.KEY_MISSING, "")
                : new Result.Unkeyed();
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        return settings.callerResolver()
                .resolve(request)
                .filter(name -> !name.isEmpty()) // whoever has no name is nobody in particular
                .map(name -> new Caller(Caller.Kind.AUTHENTICATED, name))
                .or(settings::anonymous);
    }

    private Result known(HttpServletRequest request, IdempotencyRule rule, String key, Caller caller) {
        RecordNames.Names names = settings.names().of(caller, key, rule.mode());
        IdempotencyEvent event =
                new IdempotencyEvent(request.getMethod(), rule.path().toString(), names.record());
        return new Result.Known(new Identified(key, names, event));
    }
}

package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.servlet.Mode;
import java.util.Base64;

/** What records and callers are called in the store: digests that give nothing away. Immutable. */
final class RecordNames {
    private final String namespace;

    RecordNames(String namespace) {
        this.namespace = namespace;
    }

    /** The names of one operation; what is only observed has others than what is enforced. */
    Names of(Caller caller, String key, Mode mode) {
        byte[] record = start("record", caller).part(mode.name()).part(key).finish();
        return new Names(RecordId.of(record), scopeOf(caller), downstreamKey(caller, key));
    }

    CallerScope scopeOf(Caller caller) {
        return CallerScope.of(start("caller", caller).finish());
    }

    private String downstreamKey(Caller caller, String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(start("downstream", caller).part(key).finish());
    }

    private Sha256 start(String purpose, Caller caller) {
        return new Sha256()
                .part("holdfast/1/" + purpose)
                .part(namespace)
                .part(caller.kind().name())
                .part(caller.name());
    }

    /**
     * The names of one operation.
     *
     * @param record its record
     * @param caller whose it is
     * @param downstreamKey the key its handler may use for calls of its own
     */
    record Names(RecordId record, CallerScope caller, String downstreamKey) {}
}

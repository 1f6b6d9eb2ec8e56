package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.CallerScope;
import dev.holdfast.idempotency.store.RecordId;
import dev.holdfast.servlet.Mode;
import java.util.Base64;

/**
 * What records and callers are called in the store: digests that give nothing away. Immutable.
 *
 * @param namespace sets them apart from those of other applications
 */
record RecordNames(String namespace) {
    private static final String RECORD = "holdfast/1/record";
    private static final String CALLER = "holdfast/1/caller";
    private static final String DOWNSTREAM = "holdfast/1/downstream";

    /** The names of one operation; what is only observed has others than what is enforced. */
    Names of(Caller caller, String key, Mode mode) {
        Sha256 digest = new Sha256();
        byte[] record =
                start(digest, RECORD, caller).part(mode.name()).part(key).finish();
        return new Names(RecordId.of(record), scopeOf(digest, caller), new Downstream(this, caller, key));
    }

    CallerScope scopeOf(Caller caller) {
        return scopeOf(new Sha256(), caller);
    }

    private CallerScope scopeOf(Sha256 digest, Caller caller) {
        return CallerScope.of(start(digest, CALLER, caller).finish());
    }

    private Sha256 start(Sha256 digest, String purpose, Caller caller) {
        return digest.part(purpose).part(namespace).part(caller.kind().name()).part(caller.name());
    }

    /**
     * The names of one operation.
     *
     * @param record its record
     * @param caller whose it is
     * @param downstream makes the key its handler may use for calls of its own, which a retry has no use for
     */
    record Names(RecordId record, CallerScope caller, Downstream downstream) {}

    /** Makes the key for a handler's own calls. */
    record Downstream(RecordNames names, Caller caller, String key) {

        String derive() {
            byte[] digest =
                    names.start(new Sha256(), DOWNSTREAM, caller).part(key).finish();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        }

        /** Without caller and key, which stand in no log. */
        @Override
        public String toString() {
            return "Downstream";
        }
    }
}

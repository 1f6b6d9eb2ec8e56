package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.RecordId;

enum PlainCodec implements ResponseCodec {
    INSTANCE;

    @Override
    public byte[] encode(RecordId id, byte[] outcome) {
        return outcome;
    }

    @Override
    public byte[] decode(RecordId id, byte[] stored) {
        return stored;
    }
}

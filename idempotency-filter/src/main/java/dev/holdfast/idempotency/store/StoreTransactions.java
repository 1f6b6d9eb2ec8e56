package dev.holdfast.idempotency.store;

/**
 * The attempts of a store whose records stand beside the application's data: each is one transaction, in which the key is
 * claimed, the operation runs, and the outcome is recorded. A crash leaves both, or neither, and needs nobody to heal it.
 *
 * <p>Thread-safe. Methods may block on I/O and throw {@link StoreException} when the store cannot answer; then nothing is
 * left open.
 */
public interface StoreTransactions {

    /**
     * Opens a transaction and claims a key in it, or says why not, in the order of {@link IdempotencyStore#begin}. Attempts
     * that others have open count as in flight, and nobody is waited for.
     */
    Opening open(Claim claim);

    /** Whether an attempt at this record is open now, on whichever node. It takes nothing and holds up nobody. */
    boolean isOpen(RecordId id);

    /** What a store answers to a claim that is to run in a transaction. */
    sealed interface Opening {
        /** The caller won, and runs the operation in the transaction. */
        record Opened(StoreTransaction transaction) implements Opening {}

        /** It did not, or what it won is an attempt without a transaction. Nothing is open. */
        record Decided(Attempt attempt) implements Opening {}
    }
}

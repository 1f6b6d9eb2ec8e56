package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.StoreTransaction;
import dev.holdfast.servlet.internal.transaction.TransactionScope;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of one attempt that is a transaction: it commits, or leaves nothing. One request. */
final class TransactionEnd implements AttemptEnd {
    private static final Logger log = LoggerFactory.getLogger(TransactionEnd.class);

    private final Settings settings;
    private final Ownership owner;
    private final StoreTransaction transaction;
    private final TransactionScope scope;
    private boolean over;

    TransactionEnd(Settings settings, Ownership owner, StoreTransaction transaction, TransactionScope scope) {
        this.settings = settings;
        this.owner = owner;
        this.transaction = transaction;
        this.scope = scope;
    }

    @Override
    public boolean keepsToItsThread() {
        return true;
    }

    @Override
    public void release() {
        if (!over) {
            transaction.rollback();
            ended(l -> l.released(owner.event()));
        }
    }

    @Override
    public Verdict record(int status, Supplier<byte[]> outcome) {
        byte[] bytes;
        try {
            bytes = outcome.get();
        } catch (RuntimeException | Error e) {
            log.warn("The outcome of {} could not be made, and nothing of it takes effect", owner.event(), e);
            release();
            return Verdict.ROLLED_BACK;
        }
        return commit(bytes, l -> l.completed(owner.event(), status));
    }

    /** What goes out cannot be taken back, so what it speaks of must stand; and nobody but the application ends its work. */
    @Override
    public boolean spend(int status, Outcome.Reason reason) {
        return !over
                && transaction.isIdle()
                && commit(Tombstone.of(status, reason), l -> l.spent(owner.event())) == Verdict.SEND;
    }

    private Verdict commit(byte[] outcome, Consumer<IdempotencyListener> committed) {
        return switch (transaction.commit(outcome, settings.retention())) {
            case COMMITTED -> ended(committed, Verdict.SEND);
            case CONFLICT -> ended(l -> l.overtaken(owner.event()), Verdict.OVERTAKEN);
            case ROLLED_BACK -> ended(l -> l.released(owner.event()), Verdict.ROLLED_BACK);
            case UNKNOWN -> ended(l -> l.abandoned(owner.event()), Verdict.UNKNOWN);
        };
    }

    private Verdict ended(Consumer<IdempotencyListener> ending, Verdict verdict) {
        ended(ending);
        return verdict;
    }

    private void ended(Consumer<IdempotencyListener> ending) {
        over = true;
        scope.over();
        settings.listener().tell(ending);
    }

    @Override
    public void abandon() {
        release();
    }

    @Override
    public void workIsOver() {
        // it was over with the transaction
    }
}

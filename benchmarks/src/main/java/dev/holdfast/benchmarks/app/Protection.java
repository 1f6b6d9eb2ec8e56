package dev.holdfast.benchmarks.app;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.Guarantee;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.jdbc.RequestTransactions;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** What stands between clients and the application. */
public enum Protection {
    /** Nothing: the application as it is. */
    NONE,
    /** No filter: the application looks for the key and writes the record itself, in its own transaction. */
    BY_HAND,
    /** The record is written in the request's own transaction. */
    TRANSACTIONAL,
    /** The record is written in transactions of its own, before and after. */
    FENCED;

    /** Its name in reports. */
    public String label() {
        return this == NONE ? "unprotected" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether the response to a retry says that it is one that was recorded. */
    public boolean marksReplays() {
        return this == TRANSACTIONAL || this == FENCED;
    }

    /** The data source for the application. */
    DataSource database(DataSource pool) {
        return this == TRANSACTIONAL ? RequestTransactions.wrap(pool) : pool;
    }

    /** The filter in front of it. */
    Optional<IdempotencyFilter> filter(DataSource database) {
        return marksReplays() ? Optional.of(on(database)) : Optional.empty();
    }

    private IdempotencyFilter on(DataSource database) {
        JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(database).build();
        Guarantee expected = this == TRANSACTIONAL ? Guarantee.TRANSACTIONAL : Guarantee.FENCED;
        if (store.guarantee() != expected) {
            throw new IllegalStateException(this + " is " + store.guarantee());
        }
        store.createSchema();
        return IdempotencyFilter.builder(store)
                .anonymousCaller("clients")
                .rule(rule -> rule.methods("POST").path("/orders/**").required())
                .build();
    }
}

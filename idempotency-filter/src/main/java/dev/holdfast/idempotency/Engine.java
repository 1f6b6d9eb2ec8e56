package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.StoreTransactions;
import java.util.Optional;

/** The parts that requests share, from the filter's start to its end. Thread-safe. */
final class Engine implements AutoCloseable {
    private final Settings settings;
    /** Nothing may hold up the renewal of leases. */
    private final Background renewal = new Background("leases", 1);

    private final Background background = new Background("work", 2);
    private final LeaseKeeper leases;
    private final LateSaves lateSaves;
    private final LostClaims lostClaims;
    private final Refusals refusals;
    private final Replay replay;
    private final Waiters waiters;

    Engine(Settings settings) {
        this.settings = settings;
        this.leases = new LeaseKeeper(settings);
        this.lateSaves = new LateSaves(settings, leases);
        this.lostClaims = new LostClaims(settings);
        this.refusals = new Refusals(settings);
        this.replay = new Replay(settings, refusals);
        this.waiters = new Waiters(settings, refusals, replay, lostClaims, background);
    }

    void start() {
        leases.start(renewal);
        lateSaves.start(background);
        lostClaims.start(background);
        background.every(settings.purgeInterval(), settings.store()::purge);
    }

    Settings settings() {
        return settings;
    }

    /** How requests under a rule run, if they run in transactions. */
    Optional<StoreTransactions> transactions(IdempotencyRule rule) {
        return rule.requestTransaction() ? settings.store().transactions() : Optional.empty();
    }

    LeaseKeeper leases() {
        return leases;
    }

    LateSaves lateSaves() {
        return lateSaves;
    }

    LostClaims lostClaims() {
        return lostClaims;
    }

    Refusals refusals() {
        return refusals;
    }

    Replay replay() {
        return replay;
    }

    Waiters waiters() {
        return waiters;
    }

    @Override
    public void close() {
        waiters.close();
        background.close();
        lateSaves.close();
        lostClaims.close();
        renewal.close();
    }
}

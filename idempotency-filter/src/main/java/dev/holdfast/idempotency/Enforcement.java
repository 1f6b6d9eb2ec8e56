package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.StoreTransaction;
import dev.holdfast.idempotency.store.StoreTransactions;
import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.internal.body.ReplayedRequest;
import dev.holdfast.servlet.internal.transaction.TransactionScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request with a key under a rule in {@link Mode#ENFORCE}, from the claim to what is done about it. One request. */
final class Enforcement {
    private static final Logger log = LoggerFactory.getLogger(Enforcement.class);

    private final Engine engine;
    private final Settings settings;
    private final IdempotencyRule rule;
    private final RecordNames.Names names;
    private final String key;
    private final IdempotencyEvent event;
    private final RequestContent content;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final FilterChain chain;
    private final Claimant claimant;
    private boolean reconciled;

    Enforcement(
            Engine engine,
            IdempotencyRule rule,
            Identified identified,
            RequestContent content,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain) {
        this.engine = engine;
        this.settings = engine.settings();
        this.rule = rule;
        this.names = identified.names();
        this.key = identified.key();
        this.event = identified.event();
        this.content = content;
        this.request = request;
        this.response = response;
        this.chain = chain;
        this.claimant = new Claimant(settings, names, content.fingerprint());
    }

    void handle() throws IOException, ServletException {
        Optional<IdempotencyProblem> obstacle = engine.lateSaves().obstacle(names.record());
        if (obstacle.isPresent()) {
            refuse(obstacle.get());
            return;
        }
        engine.lostClaims().withdraw(names.record());
        decide();
    }

    private void decide() throws IOException, ServletException {
        Claim claim = claimant.claim(rule.onLapse());
        if (engine.transactions(rule).isPresent()) {
            decideInTransaction(claim, engine.transactions(rule).get());
        } else {
            decideByLease(claim);
        }
    }

    private void decideInTransaction(Claim claim, StoreTransactions transactions) throws IOException, ServletException {
        StoreTransactions.Opening opening;
        try {
            opening = transactions.open(claim);
        } catch (RuntimeException e) {
            withoutStore(e);
            return;
        }
        log.debug("{}: {}", event, opening.getClass().getSimpleName());
        if (opening instanceof StoreTransactions.Opening.Opened opened) {
            try (StoreTransaction transaction = opened.transaction()) {
                if (keyExpired()) {
                    transaction.rollback();
                    refuse(IdempotencyProblem.KEY_EXPIRED);
                } else {
                    runIn(transaction);
                }
            }
        } else if (opening instanceof StoreTransactions.Opening.Decided decided) {
            carryOut(Decision.of(decided.attempt(), rule.onConflict(), keyExpired()), claim);
        }
    }

    private void runIn(StoreTransaction transaction) throws IOException, ServletException {
        TransactionScope scope = TransactionScope.begin(request);
        try {
            Ownership owner = owner(transaction.token());
            transaction.enter();
            run(owner, new TransactionEnd(settings, owner, transaction, scope));
        } finally {
            scope.over();
        }
    }

    private void decideByLease(Claim claim) throws IOException, ServletException {
        Attempt attempt;
        try {
            attempt = settings.store().begin(claim);
        } catch (RuntimeException e) {
            engine.lostClaims().keep(claim);
            withoutStore(e);
            return;
        } catch (Error e) {
            engine.lostClaims().keep(claim);
            throw e;
        }
        log.debug("{}: {}", event, attempt.getClass().getSimpleName());
        carryOut(Decision.of(attempt, rule.onConflict(), keyExpired()), claim);
    }

    private boolean keyExpired() {
        Instant oldest = settings.clock().instant().minus(settings.retention());
        return settings.refuseExpiredKeys()
                && KeyTime.of(key).filter(made -> made.isBefore(oldest)).isPresent();
    }

    private void withoutStore(RuntimeException failure) throws IOException, ServletException {
        settings.listener().tell(l -> l.storeFailed(event, failure));
        if (rule.onStoreFailure() == StoreFailurePolicy.FAIL_CLOSED) {
            refuse(IdempotencyProblem.STORE_UNAVAILABLE);
            return;
        }
        settings.listener().tell(l -> l.unprotected(event));
        new ReplayedRequest(request, content.source()).dispatch(chain, response);
    }

    private void carryOut(Decision decision, Claim claim) throws IOException, ServletException {
        if (decision instanceof Decision.Run run) {
            run(run.token(), run.tookOver());
        } else if (decision instanceof Decision.Replay replay) {
            engine.replay().answer(names.record(), replay.outcome(), content, event, request, response);
        } else if (decision instanceof Decision.Wait wait) {
            Duplicate duplicate = new Duplicate(claimant, rule.onLapse(), content, event, request, response);
            if (!engine.waiters().add(duplicate, wait.limit())) {
                refuse(IdempotencyProblem.REQUEST_IN_FLIGHT);
            }
        } else if (decision instanceof Decision.Reconcile reconcile) {
            reconcile(reconcile.lapsed());
        } else if (decision instanceof Decision.GiveBack giveBack) {
            giveBack(giveBack.token(), claim);
            refuse(giveBack.problem());
        } else if (decision instanceof Decision.Refuse refuse) {
            refuse(refuse.problem());
        } else {
            throw new AssertionError(decision);
        }
    }

    private void refuse(IdempotencyProblem problem) throws IOException {
        engine.refusals().refuse(problem, event, request, response);
    }

    private Ownership owner(FenceToken token) {
        return new Ownership(names.record(), token, event);
    }

    private void run(FenceToken token, boolean tookOver) throws IOException, ServletException {
        if (tookOver) {
            settings.listener().tell(l -> l.tookOver(event));
        }
        Ownership owner = owner(token);
        run(owner, new FencedEnd(engine, owner));
    }

    private void run(Ownership owner, AttemptEnd end) throws IOException, ServletException {
        settings.listener().tell(l -> l.started(event));
        setAttributes();
        request.setAttribute(IdempotencyAttributes.FENCE_TOKEN, owner.token().value());
        new Exchange(engine, rule, owner, content, end, request, response).run(chain, Exchange.ATTRIBUTE);
    }

    private void setAttributes() {
        request.setAttribute(IdempotencyAttributes.KEY, key);
        request.setAttribute(
                IdempotencyAttributes.DOWNSTREAM_KEY, names.downstream().derive());
    }

    private void giveBack(FenceToken token, Claim claim) {
        try {
            var unused = settings.store().release(names.record(), token);
        } catch (RuntimeException e) {
            settings.listener().tell(l -> l.storeFailed(event, e));
            engine.lostClaims().keep(claim);
        }
    }

    private void reconcile(FenceToken lapsed) throws IOException, ServletException {
        OutcomeReconciler.Reconciliation found =
                reconciled ? OutcomeReconciler.Reconciliation.stillUnknown() : lookForOutcome();
        reconciled = true;
        if (found instanceof OutcomeReconciler.Reconciliation.StillUnknown) {
            refuse(IdempotencyProblem.OUTCOME_UNKNOWN);
            return;
        }
        Optional<FenceToken> token;
        try {
            // what was found is true of this attempt only: another may have come, and lapsed, while it was looked for
            token = settings.store().takeOver(names.record(), lapsed, settings.lease(), settings.retention());
        } catch (RuntimeException e) {
            unavailable(e);
            return;
        }
        if (token.isEmpty()) {
            decide();
        } else if (found instanceof OutcomeReconciler.Reconciliation.TookEffect effect) {
            settleAs(effect.response(), token.get());
        } else {
            run(token.get(), true);
        }
    }

    private void unavailable(RuntimeException failure) throws IOException {
        settings.listener().tell(l -> l.storeFailed(event, failure));
        refuse(IdempotencyProblem.STORE_UNAVAILABLE);
    }

    private OutcomeReconciler.Reconciliation lookForOutcome() {
        setAttributes();
        try {
            return settings.outcomeReconciler().reconcile(request);
        } catch (RuntimeException e) {
            log.warn("The outcome reconciler failed for {}", event, e);
            return OutcomeReconciler.Reconciliation.stillUnknown();
        }
    }

    private void settleAs(RecordedResponse settled, FenceToken token) throws IOException {
        byte[] stored;
        FencedWrite result;
        try {
            Outcome outcome = new Outcome.Replayable(settled.snapshot(), new BodyEvidence.None());
            stored = settings.responseCodec().encode(names.record(), OutcomeFormat.write(outcome));
            result = settings.store().complete(names.record(), token, stored, settings.retention());
        } catch (RuntimeException e) {
            unavailable(e);
            return;
        }
        if (result == FencedWrite.APPLIED) {
            engine.replay().answer(names.record(), stored, content, event, request, response);
        } else {
            refuse(IdempotencyProblem.REQUEST_IN_FLIGHT);
        }
    }
}

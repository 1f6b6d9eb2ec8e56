package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.idempotency.store.Claim;
import dev.holdfast.idempotency.store.FenceToken;
import dev.holdfast.idempotency.store.FencedWrite;
import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CaffeineIdempotencyStoreTest extends IdempotencyStoreContract {
    private static final int SMALLEST = 64 << 10;
    private static final int RECORD = 512 + 4096;

    private final FakeTime time = new FakeTime();
    private final IdempotencyStore store =
            CaffeineIdempotencyStore.builder().nanoTime(time::nanoTime).build();
    private final IdempotencyStore small = CaffeineIdempotencyStore.builder()
            .maximumBytes(SMALLEST)
            .nanoTime(time::nanoTime)
            .build();

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void letTimePass(Duration duration) {
        time.advance(duration);
    }

    @Override
    protected int rounds() {
        return 3000;
    }

    @Override
    protected boolean removesExpiredByItself() {
        return true;
    }

    private record Running(Claim claim, FenceToken token) {}

    /** As many as it takes. */
    private List<Running> fill() {
        List<Running> running = new ArrayList<>();
        while (true) {
            Claim claim = Operation.fresh().claim();
            if (small.begin(claim) instanceof Attempt.Started started) {
                running.add(new Running(claim, started.token()));
            } else {
                return running;
            }
        }
    }

    @Test
    void aFullStoreRefusesNewKeysAndKeepsEveryLiveOne() {
        List<Running> running = fill();

        assertThat(running).hasSize(SMALLEST / RECORD);
        assertThat(small.begin(Operation.fresh().claim())).isInstanceOf(Attempt.StoreFull.class);
        assertThat(running).allSatisfy(one -> {
            assertThat(small.begin(one.claim())).isInstanceOf(Attempt.InFlight.class);
            assertThat(small.complete(one.claim().id(), one.token(), new byte[4096], Duration.ofHours(1)))
                    .isEqualTo(FencedWrite.APPLIED);
            assertThat(small.begin(one.claim())).isInstanceOf(Attempt.Completed.class);
        });
    }

    @Test
    void anOutcomeWithoutRoomIsAFailureThatChangesNothing() {
        Running one = fill().get(0);

        assertThatThrownBy(() -> small.complete(one.claim().id(), one.token(), new byte[10_000], Duration.ofHours(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("maximumBytes is " + SMALLEST);
        assertThat(small.begin(one.claim())).isInstanceOf(Attempt.InFlight.class);
    }

    @Test
    void aReleaseMakesRoom() {
        Running one = fill().get(0);

        small.release(one.claim().id(), one.token());

        assertThat(fill()).hasSize(1);
    }

    @Test
    void whatExpiresMakesRoom() {
        int before = fill().size();

        letTimePass(Duration.ofDays(366));

        assertThat(fill()).hasSize(before);
    }

    @Test
    void whatIsForgottenMakesRoom() {
        List<Running> running = fill();
        Running one = running.get(0);
        small.complete(one.claim().id(), one.token(), new byte[0], Duration.ofHours(1));

        assertThat(small.forget(one.claim().caller())).isPositive();

        assertThat(fill()).isNotEmpty();
    }

    @Test
    void whatExpiresMakesRoomForTheOutcomesOfOthers() {
        Running old = begin();
        small.complete(old.claim().id(), old.token(), new byte[50_000], Duration.ofHours(1));
        letTimePass(Duration.ofMinutes(59));
        Running one = begin();
        letTimePass(Duration.ofMinutes(2));

        assertThat(small.complete(one.claim().id(), one.token(), new byte[50_000], Duration.ofHours(1)))
                .isEqualTo(FencedWrite.APPLIED);
    }

    @Test
    void aStoreThatFillsUpRefusesNewKeysBeforeItRefusesOutcomes() {
        int kept = 0;
        Claim claim = Operation.fresh().claim();
        while (small.begin(claim) instanceof Attempt.Started started) {
            assertThat(small.complete(claim.id(), started.token(), new byte[2_000], Duration.ofHours(1)))
                    .isEqualTo(FencedWrite.APPLIED);
            claim = Operation.fresh().claim();
            kept++;
        }

        assertThat(kept).isPositive();
    }

    @Test
    void aLongRandomHistoryLeavesNothingCharged() throws Exception {
        new RandomHistory(this, 1).play(40);
        letRetentionEnd();
        store.purge();

        int room = 0;
        while (store.begin(Operation.fresh().claim()) instanceof Attempt.Started) {
            room++;
        }

        assertThat(room).isEqualTo((64 << 20) / RECORD);
    }

    private Running begin() {
        Claim claim = Operation.fresh().claim();
        return new Running(claim, StoreContractFixture.tokenOf(small.begin(claim)));
    }

    @Test
    void aLargerOutcomeInPlaceOfASmallerOneIsCountedOnce() {
        for (int round = 0; round < 1000; round++) {
            Claim claim = Operation.fresh().claim();
            FenceToken token = ((Attempt.Started) small.begin(claim)).token();
            small.complete(claim.id(), token, new byte[10_000], Duration.ofHours(1));
            small.complete(claim.id(), token, new byte[20_000], Duration.ofHours(1));
            letTimePass(Duration.ofHours(2));
        }

        assertThat(fill()).hasSize(SMALLEST / RECORD);
    }

    @Test
    void aWrongOptionIsNamed() {
        assertThatThrownBy(() -> CaffeineIdempotencyStore.builder().maximumBytes(1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maximumBytes is 1000: it must be at least 65536");
        assertThatThrownBy(() ->
                        CaffeineIdempotencyStore.builder().maximumBytes(100_000).maximumBytes(200_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("maximumBytes is set twice: to 100000 and to 200000");
    }
}

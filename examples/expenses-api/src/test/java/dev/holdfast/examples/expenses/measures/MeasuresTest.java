package dev.holdfast.examples.expenses.measures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.expenses.measures.Conflicts.Edited;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuresTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Edited TAXI = new Edited("alice", "/v1/expenses/1");

    private final QueueAges ages = new QueueAges();
    private final Conflicts conflicts = new Conflicts();

    /** RFC 9562, appendix A.6. */
    @ParameterizedTest
    @ValueSource(strings = {"017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "\"017f22e2-79b0-7cc3-98c4-dc0c0c07398f\""})
    void aUuidOfVersionSevenTellsItsTime(String key) {
        assertThat(KeyTime.of(key)).contains(Instant.parse("2022-02-22T19:22:22Z"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "taxi-1", "8e03978e-40d5-43e8-bc93-6894a57f9324"})
    void anotherKeyTellsNoTime(String key) {
        assertThat(KeyTime.of(key)).isEmpty();
    }

    @Test
    void withoutOperationsThereIsNoAge() {
        assertThat(ages.report()).isEqualTo(new Report.Ages(0, null, null));
    }

    @Test
    void theMedianIsThatOfTheLastThousand() {
        ages.add(Duration.ofHours(1));
        for (int second = 1; second <= 1000; second++) {
            ages.add(Duration.ofSeconds(second));
        }

        assertThat(ages.report()).isEqualTo(new Report.Ages(1001, 500_000L, 3_600_000L));
    }

    /** Of a clock that is ahead, of one that was never set, or of a client that makes it up. */
    @Test
    void aTimeThatCannotBeIsNotCounted() {
        ages.add(Duration.ofSeconds(-5));
        ages.add(Duration.ofDays(30).plusMillis(1));
        ages.add(Duration.ofDays(30));

        assertThat(ages.report()).isEqualTo(new Report.Ages(1, 2_592_000_000L, 2_592_000_000L));
    }

    @Test
    void aConflictIsResolvedByItsCallersWriteOnTheTagThatItWasTold() {
        conflicts.refused(TAXI, "\"v1\"", "\"v2\"", NOW);
        conflicts.settled(new Edited("bob", TAXI.path()), "\"v2\"", NOW);
        conflicts.settled(new Edited("alice", "/v1/expenses/2"), "\"v2\"", NOW);
        assertThat(conflicts.report(NOW)).isEqualTo(new Report.ConflictCounts(1, 0, 1));

        conflicts.settled(TAXI, "\"v2\"", NOW.plusSeconds(60));

        assertThat(conflicts.report(NOW)).isEqualTo(new Report.ConflictCounts(1, 1, 0));
    }

    @Test
    void aWriteOnAnotherTagIsAnotherDevices() {
        conflicts.refused(TAXI, "\"v1\"", "\"v2\"", NOW);

        conflicts.settled(TAXI, "\"v3\"", NOW);

        assertThat(conflicts.report(NOW)).isEqualTo(new Report.ConflictCounts(1, 0, 1));
    }

    @Test
    void aResolutionThatIsRefusedItselfGoesOnWithItsConflict() {
        conflicts.refused(TAXI, "\"v1\"", "\"v2\"", NOW);
        conflicts.refused(TAXI, "\"v2\"", "\"v3\"", NOW);
        assertThat(conflicts.report(NOW)).isEqualTo(new Report.ConflictCounts(2, 0, 1));

        conflicts.settled(TAXI, "\"v3\"", NOW);

        assertThat(conflicts.report(NOW)).isEqualTo(new Report.ConflictCounts(2, 1, 0));
    }

    @Test
    void afterAnHourAConflictIsGivenUp() {
        conflicts.refused(TAXI, "\"v1\"", "\"v2\"", NOW);
        Instant later = NOW.plus(Duration.ofMinutes(61));

        assertThat(conflicts.report(later)).isEqualTo(new Report.ConflictCounts(1, 0, 0));
        conflicts.settled(TAXI, "\"v2\"", later);
        assertThat(conflicts.report(later).resolved()).isZero();
    }

    @Test
    void noMoreThanAThousandConflictsAreRemembered() {
        for (int id = 1; id <= 2000; id++) {
            conflicts.refused(new Edited("alice", "/v1/expenses/" + id), "\"v1\"", "\"v2\"", NOW);
        }

        assertThat(conflicts.report(NOW)).isEqualTo(new Report.ConflictCounts(2000, 0, 1000));
    }
}

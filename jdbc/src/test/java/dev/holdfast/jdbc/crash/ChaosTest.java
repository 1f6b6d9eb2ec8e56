package dev.holdfast.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two nodes and a PostgreSQL, each of which is killed again and again while clients on bad lines have operations done.
 *
 * <p>System properties:
 *
 * <ul>
 *   <li>{@code holdfast.chaos.operations}: how many operations; 150 by default, 5000 with the profile: {@code mvn -B verify
 *       -pl jdbc -am -Pchaos -Dtest=ChaosTest -Dsurefire.failIfNoSpecifiedTests=false}
 *   <li>{@code holdfast.chaos.seed}: what chance begins with; by default another each time. It is printed, and fixes what is
 *       done, but not when threads get to it
 * </ul>
 */
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ChaosTest {
    private static final int OPERATIONS = Integer.getInteger("holdfast.chaos.operations", 150);
    private static final long SEED = Long.getLong("holdfast.chaos.seed", new Random().nextInt());
    private static final int OPERATIONS_OF_CONTROL = 40;

    private static MortalPostgres database;

    @BeforeAll
    static void start() {
        database = MortalPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void everyOperationTakesEffectOnceAndNoneIsLost() throws Exception {
        var result = new Chaos(database, SEED).run(OPERATIONS, NodeMain.LINGERING);

        System.out.println(result.line());
        assertThat(result.check()).as(result.line()).matches(HistoryCheck::isClean);
        assertThat(result.unanswered()).as(result.line()).isEmpty();
    }

    /** The same without the filter goes wrong, and is seen to. */
    @Test
    void anApplicationWithoutTheFilterDoesNotPass() throws Exception {
        var result = new Chaos(database, SEED).run(OPERATIONS_OF_CONTROL, NodeMain.LINGERING, NodeMain.UNPROTECTED);

        assertThat(result.check().duplicates()).as(result.line()).isNotEmpty();
    }
}

package dev.holdfast.jdbc.crash;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stays at each step for a while, so that what strikes at random strikes at any of them, however short it is; and now and
 * then lets the answer to a commit get lost, for which the moment is too short even so. Thread-safe.
 */
final class Linger implements Steps {
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(60);

    private static final int COMMITS_PER_LOSS = 30;

    @Override
    public void reached(Step step) throws SQLException {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST));
        if (step == Step.AFTER_COMMIT && ThreadLocalRandom.current().nextInt(COMMITS_PER_LOSS) == 0) {
            throw new SQLNonTransientConnectionException("The answer to a commit is lost", "08006");
        }
    }
}

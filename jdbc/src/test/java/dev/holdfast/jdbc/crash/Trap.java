package dev.holdfast.jdbc.crash;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Ends the process at the step that the request on its way is to die at. One request at a time. */
final class Trap implements Steps {
    static final int EXIT_CODE = 42;

    /** How a process ends. */
    enum Way {
        /** It halts itself. */
        HALT,
        /** It stands still, to be killed from outside. */
        KILL
    }

    private volatile @Nullable Death planned;

    private record Death(Step step, Way way) {}

    void set(Step step, Way way) {
        planned = new Death(step, way);
    }

    @Override
    public void reached(Step step) {
        Death death = planned;
        if (death != null && death.step == step) {
            NodeMain.tell(step.name());
            if (death.way == Way.HALT) {
                Runtime.getRuntime().halt(EXIT_CODE);
            }
            standStill();
        }
    }

    private static void standStill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Somebody wants to go on", e);
        }
    }
}

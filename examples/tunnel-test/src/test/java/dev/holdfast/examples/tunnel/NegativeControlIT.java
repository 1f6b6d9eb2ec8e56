package dev.holdfast.examples.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same without the filters goes wrong, and is seen to. */
class NegativeControlIT {
    private static final int OPERATIONS = 80;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void withoutTheFiltersThereAreDuplicatesOrLosses() throws Exception {
        Result result = TunnelTest.run(Plans.unprotected(OPERATIONS));

        System.out.println("without filters: " + result.line());
        assertThat(result.verdict().count(Breach.DUPLICATE) + result.verdict().count(Breach.LOST))
                .as("%s", result)
                .isPositive();
    }
}

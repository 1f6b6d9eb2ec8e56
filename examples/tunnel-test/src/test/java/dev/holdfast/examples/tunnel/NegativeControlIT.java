package dev.holdfast.examples.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import org.junit.jupiter.api.Test;

/** The same without the filters goes wrong, and is seen to. */
class NegativeControlIT {
    private static final int OPERATIONS = 120;

    @Test
    void withoutTheFiltersThereAreDuplicatesOrLosses() throws Exception {
        Result result = TunnelTest.run(Plans.unprotected(OPERATIONS));

        System.out.println("without filters: " + result.line());
        assertThat(result.verdict().count(Breach.DUPLICATE) + result.verdict().count(Breach.LOST))
                .as("%s", result)
                .isPositive();
    }
}

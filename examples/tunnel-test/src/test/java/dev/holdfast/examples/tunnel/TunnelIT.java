package dev.holdfast.examples.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tunnel test itself. Its line is the last thing that it prints. */
class TunnelIT {
    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void everyOperationTakesEffectOnceAndNoEditIsLost() throws Exception {
        Result result = TunnelTest.run(Plans.full());

        System.out.println(result.line());
        assertThat(result.verdict().isClean()).as("%s", result).isTrue();
    }
}

package dev.holdfast.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(Spread.of(List.of(5.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 5));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(1, 3, 9));
    }

    @Test
    void aRatioIsToTheOtherOfTheSameRound() {
        assertThat(Spread.ofRatios(List.of(1, 9, 8), List.of(2, 3, 8), Integer::doubleValue))
                .isEqualTo(new Spread(0.5, 1, 3));
    }
}

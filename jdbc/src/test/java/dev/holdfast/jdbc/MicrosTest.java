package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MicrosTest {

    @Test
    void durationsAreRoundedUp() {
        assertThat(Micros.of(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(Micros.of(Duration.ofNanos(1_000))).isEqualTo(1);
        assertThat(Micros.of(Duration.ofNanos(1_001))).isEqualTo(2);
        assertThat(Micros.of(Duration.ofSeconds(2, 999_999_999))).isEqualTo(3_000_000);
    }

    @Test
    void foreverLeavesRoomForTheClock() {
        long forever = Micros.of(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(forever).isGreaterThan(Micros.of(Duration.ofDays(3_600_000))).isLessThan(Long.MAX_VALUE / 2);
    }

    @Test
    void microsecondsAndBack() {
        var duration = Duration.ofSeconds(90_061, 123_456_000);

        assertThat(Micros.toDuration(Micros.of(duration))).isEqualTo(duration);
    }
}

package dev.holdfast.examples.tunnel.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeededFaultsTest {
    @Test
    void theSameSeedMakesTheSameFaults() {
        assertThat(drawn(42, 7)).isEqualTo(drawn(42, 7));
    }

    @Test
    void anotherConnectionHasOtherFaults() {
        assertThat(drawn(42, 7)).isNotEqualTo(drawn(42, 8));
    }

    @Test
    void everyKindOfFaultComesUp() {
        assertThat(IntStream.range(0, 100).boxed().flatMap(number -> drawn(1, number).stream()))
                .hasAtLeastOneElementOfType(Fault.CutInRequest.class)
                .hasAtLeastOneElementOfType(Fault.CutInResponse.class)
                .hasAtLeastOneElementOfType(Fault.DropResponse.class)
                .hasAtLeastOneElementOfType(Fault.Duplicate.class)
                .hasAtLeastOneElementOfType(Fault.Delay.class)
                .hasAtLeastOneElementOfType(Fault.None.class);
        assertThat(IntStream.range(0, 100)
                        .filter(number -> SeededFaults.of(1, number).refuses()))
                .isNotEmpty();
    }

    @Test
    void inCalmWeatherNothingHappens() {
        Weather weather = new Weather();
        weather.calm();

        Faults faults = weather.over(ScriptedFaults.of(new Fault.DropResponse()));

        assertThat(faults.refuses()).isFalse();
        assertThat(faults.next()).isEqualTo(new Fault.None());
    }

    private static List<Fault> drawn(long seed, int connection) {
        Faults faults = SeededFaults.of(seed, connection);
        return Stream.generate(faults::next).limit(50).toList();
    }
}

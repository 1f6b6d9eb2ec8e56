package dev.holdfast.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class WrkOutputTest {
    private static final String OUTPUT = """
            Running 2s test @ http://127.0.0.1:8080/
              1 threads and 8 connections
            Requests/sec:   1000.00
            measured: requests=2000 micros=2000000 p50=1500 p99=3000 p999=4500 connect=0 read=0 write=0 timeout=0 status=0 unexpected=0
            """;

    @Test
    void itsNumbersAreReadAsMilliseconds() {
        assertThat(WrkOutput.measurement(OUTPUT)).isEqualTo(new Measurement(1000, 1.5, 3, 4.5));
    }

    @Test
    void anErrorOfAnyKindIsOne() {
        for (String kind : new String[] {"connect", "read", "write", "timeout", "status", "unexpected"}) {
            String output = OUTPUT.replace(" " + kind + "=0", " " + kind + "=1");

            assertThatIllegalStateException()
                    .isThrownBy(() -> WrkOutput.measurement(output))
                    .withMessageContaining(kind + "=1");
        }
    }

    @Test
    void whatItSaysInPlaceOfNumbersIsTold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WrkOutput.measurement("unable to connect to 127.0.0.1:1"))
                .withMessageContaining("unable to connect");
    }
}

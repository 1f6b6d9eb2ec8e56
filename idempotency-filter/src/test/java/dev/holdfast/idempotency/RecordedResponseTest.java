package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.servlet.internal.capture.Ending;
import dev.holdfast.servlet.internal.capture.HeaderChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedResponseTest {

    @Test
    void itIsTheResponseThatRetriesGet() {
        byte[] body = {1, 2};

        RecordedResponse response = RecordedResponse.of(201, Map.of("Location", List.of("/v1/orders/1")), body);
        body[0] = 9;

        assertThat(response.snapshot().status()).isEqualTo(201);
        assertThat(response.snapshot().headers())
                .containsExactly(new HeaderChange("Location", List.of("/v1/orders/1"), true));
        assertThat(response.snapshot().ending()).usingRecursiveComparison().isEqualTo(new Ending.Body(new byte[] {1, 2
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 199, 600})
    void itsStatusIsAFinalOne(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedResponse.of(status, Map.of(), new byte[0]))
                .withMessage("status is " + status + ": it must be from 200 to 599");
    }

    @Test
    void aFieldHasAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedResponse.of(200, Map.of("Content-Type", List.of()), new byte[0]))
                .withMessageContaining("Content-Type");
    }

    @Test
    void itsLengthIsTheBodys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordedResponse.of(200, Map.of("content-length", List.of("5")), new byte[2]))
                .withMessage("headers has Content-Length [5]: it must be left to the body");
    }
}

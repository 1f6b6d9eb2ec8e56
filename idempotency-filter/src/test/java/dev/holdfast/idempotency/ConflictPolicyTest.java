package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictPolicyTest {

    @ParameterizedTest
    @CsvSource({"wait(5s),PT5S", "wait(500ms),PT0.5S", "wait(PT1M),PT1M", "wait( 2m ),PT2M"})
    void aWaitIsReadWithItsLimit(String text, Duration limit) {
        assertThat(ConflictPolicy.parse(text)).isEqualTo(ConflictPolicy.waitUpTo(limit));
    }

    @Test
    void rejectIsRead() {
        assertThat(ConflictPolicy.parse("reject")).isEqualTo(ConflictPolicy.reject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "wait()", "wait(5s", "WAIT(5s)", "reject()", "wait(5s) ", "wait(soon)"})
    void whatIsNeitherIsRefusedByName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConflictPolicy.parse(text))
                .withMessageStartingWith("onConflict is \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait(0s)", "wait(-PT5S)"})
    void aWaitIsPositive(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConflictPolicy.parse(text))
                .withMessageMatching("onConflict waits PT.*: it must be positive");
    }

    @Test
    void itsDescriptionSaysWhatItDoes() {
        assertThat(ConflictPolicy.reject()).hasToString("reject");
        assertThat(ConflictPolicy.waitUpTo(Duration.ofSeconds(5))).hasToString("wait(PT5S)");
    }
}

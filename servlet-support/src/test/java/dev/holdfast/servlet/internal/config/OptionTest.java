package dev.holdfast.servlet.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class OptionTest {

    @Test
    void itHasItsDefaultUntilItIsSet() {
        Option<Integer> option = Option.of("size", 1);

        assertThat(option.isSet()).isFalse();
        assertThat(option.get()).isEqualTo(1);

        option.set(2);

        assertThat(option.isSet()).isTrue();
        assertThat(option.get()).isEqualTo(2);
    }

    @Test
    void itIsSetOnce() {
        Option<Integer> option = Option.of("size", 1);
        option.set(2);

        assertThatIllegalStateException()
                .isThrownBy(() -> option.set(3))
                .withMessage("size is set twice: to 2 and to 3");
        assertThat(option.get()).isEqualTo(2);
    }

    @Test
    void itIsSetOnceEvenToItsDefault() {
        Option<Integer> option = Option.of("size", 1);
        option.set(1, true, "small");

        assertThatIllegalStateException().isThrownBy(() -> option.set(1, true, "small"));
    }

    @Test
    void aValueOutOfBoundsIsNotTaken() {
        Option<Integer> option = Option.of("size", 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> option.set(7, false, "small"))
                .withMessage("size is 7: it must be small");
        assertThat(option.isSet()).isFalse();
    }

    @Test
    void aRequiredOneHasNoValueUntilItIsSet() {
        Option<Integer> option = Option.required("size");

        assertThatIllegalStateException().isThrownBy(option::get).withMessage("size is not set");

        option.set(5);

        assertThat(option.get()).isEqualTo(5);
    }
}

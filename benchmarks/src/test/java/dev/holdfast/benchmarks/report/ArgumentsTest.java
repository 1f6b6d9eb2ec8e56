package dev.holdfast.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @Test
    void whatIsNotToldIsWhatItIsOtherwise() {
        Arguments arguments = Arguments.of("--rounds=3");

        assertThat(arguments.number("rounds", 9)).isEqualTo(3);
        assertThat(arguments.number("seconds", 5)).isEqualTo(5);
        assertThat(arguments.text("page")).isEmpty();
    }

    @Test
    void anOptionThatNobodyKnowsIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of("--round=3").expectOnly(List.of("rounds")))
                .withMessage("Not an option: --round");
    }

    @Test
    void eachSuiteGetsItsOwn() {
        Arguments arguments = Arguments.of("--rounds=3", "--threads=2").only(List.of("rounds", "seconds"));

        assertThat(arguments).isEqualTo(Arguments.of("--rounds=3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--rounds=0", "--rounds=-1", "--rounds=many", "--rounds="})
    void aNumberIsPositive(String argument) {
        Arguments arguments = Arguments.of(argument);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> arguments.number("rounds", 1))
                .withMessageContaining("rounds");
    }

    @Test
    void severalNumbersArePositiveEach() {
        assertThat(Arguments.of("--records=1,20").numbers("records", "5")).containsExactly(1L, 20L);
        assertThat(Arguments.of().numbers("records", "5,6")).containsExactly(5L, 6L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of("--records=1,").numbers("records", "5"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of("--records=1,-2").numbers("records", "5"));
    }

    private enum Fruit {
        APPLE,
        PEAR
    }

    @Test
    void aChoiceIsOneOfWhatThereIsOrAllOfIt() {
        assertThat(Arguments.of("--fruit=PEAR").choice("fruit", Fruit.class)).containsExactly(Fruit.PEAR);
        assertThat(Arguments.of().choice("fruit", Fruit.class)).containsExactly(Fruit.values());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.of("--fruit=PLUM").choice("fruit", Fruit.class))
                .withMessage("--fruit=PLUM is none of [APPLE, PEAR]");
    }

    @Test
    void whatIsNoOptionIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of("rounds=3"));
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of("--rounds"));
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.of("--rounds=1", "--rounds=2"));
    }
}

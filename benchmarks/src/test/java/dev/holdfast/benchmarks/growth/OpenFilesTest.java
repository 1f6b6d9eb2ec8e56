package dev.holdfast.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void moreConnectionsThanAnyProcessMayHaveAreRefusedWithWhatToType() {
        assertThatCode(() -> OpenFiles.expect(1)).doesNotThrowAnyException();
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenFiles.expect(2_000_000_000))
                .withMessageContaining("ulimit -n");
    }
}

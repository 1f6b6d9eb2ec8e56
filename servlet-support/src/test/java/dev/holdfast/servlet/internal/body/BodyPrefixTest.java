package dev.holdfast.servlet.internal.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyPrefixTest {

    @ParameterizedTest
    @CsvSource({
        // the body's length, the limit, how much is held, whether that is all
        "0, 1, 0, true",
        "1, 1, 1, true",
        "2, 1, 2, false",
        "0, 100, 0, true",
        "99, 100, 99, true",
        "100, 100, 100, true",
        "101, 100, 101, false",
        "5000, 100, 101, false",
        "70000, 65536, 65537, false",
        "70000, 100000, 70000, true",
    })
    void aBodyIsHeldUpToTheLimitAndOneByteMore(int length, int limit, int held, boolean whole) throws IOException {
        byte[] body = new byte[length];
        new Random(1).nextBytes(body);
        for (long announced : new long[] {-1, 0, 1, length - 1, length, length + 1, 50, Long.MAX_VALUE}) {
            ByteArrayInputStream in = new ByteArrayInputStream(body);

            BodyPrefix prefix = BodyPrefix.read(in, limit, announced);

            assertThat(prefix.bytes())
                    .as("announced: %d", announced)
                    .hasSize(held)
                    .isEqualTo(Arrays.copyOf(body, held));
            assertThat(prefix.whole()).as("announced: %d", announced).isEqualTo(whole);
            assertThat(in.available()).isEqualTo(length - held);
        }
    }
}

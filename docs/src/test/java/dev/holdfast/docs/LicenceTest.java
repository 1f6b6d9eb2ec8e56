package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import dev.holdfast.servlet.Problem;
import dev.holdfast.testkit.FakeTime;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has a jar of ours has its licence. */
class LicenceTest {

    @ParameterizedTest
    @ValueSource(classes = {Problem.class, IdempotencyFilter.class, JdbcIdempotencyStore.class, FakeTime.class})
    void aPublishedJarHasTheLicence(Class<?> type) throws Exception {
        URL jar = type.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader only = new URLClassLoader(new URL[] {jar}, null)) {
            assertThat(only.getResource("META-INF/LICENSE")).isNotNull();
        }
    }
}

package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.idempotency.store.Guarantee;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {
    private static final String LONGEST = "a2345678901234567890123456789012345678901234567890123456";

    private final HikariDataSource unused = new HikariDataSource();

    @ParameterizedTest
    @ValueSource(strings = {"records", "_R2", "app.records", LONGEST, "app." + LONGEST})
    void aTableMayBeAnIdentifierInASchemaOrNot(String table) {
        assertThatCode(() -> builder().table(table)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1st", "a-b", "a b", "a;drop table b", "\"a\"", "a.b.c", ".a", "a.", "ä", LONGEST + "x"
            })
    void aTableThatIsNoIdentifierIsRefusedByName(String table) {
        assertThatThrownBy(() -> builder().table(table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table is " + table + ": it must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.5S", "PT1.5S", "PT5M1S", "PT87600H"})
    void aStatementTimeoutOutOfBoundsIsRefusedByValue(Duration timeout) {
        assertThatThrownBy(() -> builder().statementTimeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("statementTimeout is " + timeout + ": it must be whole seconds from 1 to 300");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001})
    void aPurgeBatchSizeOutOfBoundsIsRefusedByValue(int size) {
        assertThatThrownBy(() -> builder().purgeBatchSize(size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("purgeBatchSize is " + size + ": it must be from 1 to 100000");
    }

    @Test
    void anOptionIsSetOnce() {
        var builder = builder()
                .table("a")
                .dialect(Dialect.H2)
                .statementTimeout(Duration.ofSeconds(1))
                .purgeBatchSize(1);

        assertThatThrownBy(() -> builder.table("b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("table is set to a already, and again to b");
        assertThatThrownBy(() -> builder.dialect(Dialect.MYSQL)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.statementTimeout(Duration.ofSeconds(2)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.purgeBatchSize(2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void buildingConnectsToNothing() {
        var store = builder().build();

        assertThat(store.guarantee()).isEqualTo(Guarantee.FENCED);
        assertThat(unused.isRunning()).isFalse();
    }

    private JdbcIdempotencyStore.Builder builder() {
        return JdbcIdempotencyStore.builder(unused);
    }
}

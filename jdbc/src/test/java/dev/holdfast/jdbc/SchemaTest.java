package dev.holdfast.jdbc;

import static dev.holdfast.jdbc.Claims.claim;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.StoreException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {

    @ParameterizedTest
    @EnumSource
    void creatingTheTableAgainLeavesWhatIsInIt(Backend backend) {
        try (var node = Node.on(backend)) {
            Claims.complete(node.store(), claim("a"));

            node.store().createSchema();

            assertThat(node.store().begin(claim("a"))).isInstanceOf(Attempt.Completed.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTableMayBeInAnotherSchema(Backend backend) {
        try (var node = Node.on(backend)) {
            String schema = "other_of_" + node.table();
            node.execute("create schema " + schema);
            try {
                var store = JdbcIdempotencyStore.builder(node.pool())
                        .table(schema + "." + node.table())
                        .build();
                store.createSchema();
                store.createSchema();
                store.verifySchema();
                Claims.complete(store, claim("a"));

                assertThat(node.number("count(*)")).isZero();
                assertThat(store.forget(Claims.caller())).isEqualTo(1);
            } finally {
                node.execute("drop schema " + schema
                        + (backend.dialect == Dialect.POSTGRESQL || backend.dialect == Dialect.H2 ? " cascade" : ""));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTableIsVerifiedWithoutATrace(Backend backend) {
        try (var node = Node.on(backend)) {
            node.store().verifySchema();

            assertThat(node.number("count(*)")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsNotThereIsNamed(Backend backend) {
        try (var node = Node.withoutTable(backend)) {
            assertThatThrownBy(() -> node.store().verifySchema())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the table " + node.table() + " is not there")
                    .hasMessageContaining("createSchema()");
            assertThatThrownBy(() -> node.store().begin(claim("a")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the table " + node.table() + " is not there");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableOfAnotherShapeIsNamed(Backend backend) {
        try (var node = Node.on(backend)) {
            node.execute("alter table " + node.table() + " drop column attempt");

            assertThatThrownBy(() -> node.store().verifySchema())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the table " + node.table() + " is not there, not of the shape");
        }
    }

    /** Without it, every claim would win on MariaDB, and two at once on H2. */
    @ParameterizedTest
    @EnumSource
    void aTableWithoutItsPrimaryKeyIsRefused(Backend backend) {
        try (var node = Node.on(backend)) {
            node.execute("alter table " + node.table() + " drop "
                    + (backend == Backend.POSTGRESQL ? "constraint " + node.table() + "_pkey" : "primary key"));

            assertThatThrownBy(() -> node.store().verifySchema()).isInstanceOf(StoreException.class);
            assertThat(node.number("count(*)")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void theScriptIsForTheTableAndItsIndexes(Dialect dialect) {
        assertThat(Schema.script(dialect, "app.calls"))
                .contains("create table if not exists app.calls (")
                .contains("calls_caller", "calls_expiry")
                .doesNotContain("app.calls_")
                .doesNotContain("holdfast");
        assertThat(Schema.script(dialect, Schema.DEFAULT_TABLE))
                .contains(Schema.DEFAULT_TABLE + " (", Schema.DEFAULT_TABLE + "_caller");
    }

    /** Digests, and numbers that the store made: nothing that a request brought along but the outcome. */
    @ParameterizedTest
    @EnumSource
    void aRowHoldsDigestsAndNoNames(Backend backend) {
        try (var node = Node.on(backend)) {
            var claim = claim("key-4711");
            Claims.complete(node.store(), claim);

            var row = node.jdbi()
                    .withHandle(handle -> handle.select("select * from " + node.table())
                            .map((result, context) -> {
                                var columns = new StringBuilder();
                                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                                    columns.append(name(result.getMetaData().getColumnLabel(i)))
                                            .append('=')
                                            .append(
                                                    result.getObject(i) instanceof Number number
                                                            ? number
                                                            : HexFormat.of().formatHex(result.getBytes(i)))
                                            .append(' ');
                                }
                                return columns.toString();
                            })
                            .one());

            assertThat(row)
                    .contains("record_id=" + claim.id())
                    .contains("caller_scope=" + claim.caller())
                    .contains("fingerprint=" + claim.fingerprint());
            for (String word : List.of("key-4711", "alice", "asks")) {
                assertThat(row).doesNotContain(HexFormat.of().formatHex(word.getBytes(UTF_8)));
            }
        }
    }

    private static String name(String label) {
        return label.toLowerCase(Locale.ROOT);
    }
}

package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.jdbc.JdbcIdempotencyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query finds the record of one order. */
class SqlBlocksTest {

    static Stream<CodeBlock> blocks() {
        return CodeBlock.all(Kind.SQL);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theQueryFindsTheRecord(CodeBlock block) throws Exception {
        DataSource database = Databases.inMemory("sql-" + block.line());
        JdbcIdempotencyStore store = JdbcIdempotencyStore.builder(database).build();
        store.createSchema();
        IdempotencyFilter filter = IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/v1/**").required())
                .build();

        try (Orders application = Orders.behind(filter);
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            application.send(Orders.order("k1"));

            try (ResultSet found = statement.executeQuery(block.dedented())) {
                assertThat(found.next()).isTrue();
            }
        }
    }
}

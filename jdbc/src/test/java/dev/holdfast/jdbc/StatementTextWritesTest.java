package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextWritesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "select name from purchase",
                "(select 1) union (select 2)",
                "/* insert */ select 'update' as \"delete\" from t -- merge",
                "with a as (select 1) select * from a",
                "select id from purchase for update skip locked",
                "select id from purchase for no key update",
                "values (1); show search_path",
                "explain select 1",
                "select count(*), max(id) from purchase where id in (1, 2) and coalesce(name, '') <> lower('A')"
            })
    void aReadIsNone(String sql) {
        assertThat(StatementText.mayWrite(sql, Dialect.POSTGRESQL)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into purchase (name) values (?) returning id",
                "select id from final table (insert into purchase (name) values (?))",
                "with gone as (delete from purchase returning id) select id from gone",
                "select * into other from purchase",
                "explain analyze update purchase set name = ?",
                "select 1; update purchase set name = 'x'",
                "{? = call book(?)}",
                "replace into purchase (name) values (?)",
                "select book(1)"
            })
    void whatMayWriteIsOne(String sql) {
        assertThat(StatementText.mayWrite(sql, Dialect.POSTGRESQL)).isTrue();
    }
}

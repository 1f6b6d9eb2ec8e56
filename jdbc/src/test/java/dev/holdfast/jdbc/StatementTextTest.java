package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL that ends a transaction, and SQL that only looks like it. */
class StatementTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            POSTGRESQL | commit
            POSTGRESQL | /* a /* b */ c */ end
            POSTGRESQL | select E'\\''; commit; --'
            POSTGRESQL | prepare transaction 'x'
            MARIADB    | /*! commit */
            MARIADB    | /*M!100100 commit */
            MARIADB    | select 1--1; commit
            MARIADB    | execute immediate 'commit'
            MARIADB    | prepare s from 'commit'
            MARIADB    | set statement max_statement_time=1 for commit
            MARIADB    | set statement max_statement_time=1 for create table t (id int)
            MARIADB    | set names utf8mb4, autocommit = 1
            MARIADB    | set sql_mode='', foreign_key_checks=1, @@autocommit=1
            MARIADB    | set password = password('x')
            MARIADB    | set default role none
            MARIADB    | check table t
            MARIADB    | create table temporary (id int)
            MARIADB    | select 'it\\'s'; commit
            H2         | execute immediate 'commit'
            H2         | script
            H2         | set mode MySQL
            H2         | set ignorecase true
            H2         | create local temporary table t (id int)
            H2         | drop table t
            """)
    void itIsRefused(Dialect dialect, String sql) {
        assertThatThrownBy(() -> StatementText.require(sql, dialect))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("would end the request's transaction");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            POSTGRESQL | do $b1$ begin perform 1; commit; end $b1$
            POSTGRESQL | select E'\\'; commit'
            POSTGRESQL | /* a /* b */ commit */ select 1
            POSTGRESQL | select '; commit' as "; commit", commit from t -- ; commit
            POSTGRESQL | select data #> '{a}' from t where id = $1
            POSTGRESQL | rollback to savepoint mine
            POSTGRESQL | create table t (id int); lock table t
            POSTGRESQL | set local work_mem = '1MB'
            POSTGRESQL | explain select 1
            MARIADB    | create or replace temporary table t (id int)
            MARIADB    | drop temporary table t
            MARIADB    | analyze select 1
            MARIADB    | select 1 # ; commit
            MARIADB    | select 'it\\'s; commit'
            MARIADB    | set @autocommit = 1
            MARIADB    | set statement max_statement_time=1 for select 1
            MARIADB    | select * from t lock in share mode
            H2         | create local temporary table t (id int) transactional
            H2         | set @x = 1
            H2         | set schema other
            H2         | select `commit` from t
            """)
    void itPasses(Dialect dialect, String sql) {
        assertThatCode(() -> StatementText.require(sql, dialect)).doesNotThrowAnyException();
    }
}

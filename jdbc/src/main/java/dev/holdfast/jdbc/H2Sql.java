package dev.holdfast.jdbc;

import dev.holdfast.jdbc.Sql.Step;
import dev.holdfast.jdbc.Sql.Template;
import java.util.List;

/** The statements of H2. */
final class H2Sql {
    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000000 as bigint)";

    /*
     * Take the row if it is free, make it if there is none, and else say what it is: the first row of the result
     * counts. The parts see the table as it was when the statement began, so that at most one of them finds work,
     * unless somebody was quicker: then the insert fails on the primary key, or nothing is returned at all, and the
     * caller looks again.
     */
    private static final String BEGIN = """
            select true as won, false as quota_spent, token, attempt, state, true as same,
              cast(0 as bigint) as lease_left, cast(null as blob) as outcome
            from final table (
              update {table}
              set caller_scope = :caller, fingerprint = :fingerprint,
                token = greatest(token + 1, {now}),
                attempt = case when expires_at > {now} then attempt + 1 else 1 end,
                state = 1, lease_until = {now} + :lease, expires_at = {now} + :retention, outcome = null
              where record_id = :id and {free} and (expires_at > {now} or not {spent}))
            union all
            select true, false, token, attempt, state, true, 0, null
            from final table (
              insert into {table}
                (record_id, caller_scope, fingerprint, token, attempt, state, lease_until, expires_at)
              select :id, :caller, :fingerprint, {now}, 1, 1, {now} + :lease, {now} + :retention
              where not exists (select 1 from {table} where record_id = :id) and not {spent})
            union all
            select false, false, token, attempt, state, fingerprint = :fingerprint, lease_until - {now}, outcome
            from {table} where record_id = :id and not {free}
            union all
            select false, true, 0, 0, 0, false, 0, null
            where {spent} and not exists (select 1 from {table} where record_id = :id and expires_at > {now})
            """;

    private static final String SPENT = """
            (:quota <= (
              select count(*) from (
                select 1 from {table} where caller_scope = :caller and expires_at > {now}
                fetch first :quota rows only)))""";

    private static final String FORGET = """
            delete from {table}
            where caller_scope = :caller and not (state = 1 and lease_until > {now})
            fetch first :batch rows only
            """;

    private static final String PURGE = """
            delete from {table} where expires_at <= {now} fetch first :batch rows only
            """;

    private H2Sql() {}

    static Sql of(String table) {
        return Sql.of(
                new Template(table, NOW),
                List.of(Step.ask(BEGIN.replace("{spent}", "false"))),
                List.of(Step.ask(BEGIN.replace("{spent}", SPENT))),
                FORGET,
                PURGE);
    }
}

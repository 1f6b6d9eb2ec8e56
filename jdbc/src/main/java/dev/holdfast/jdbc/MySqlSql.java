package dev.holdfast.jdbc;

import dev.holdfast.jdbc.Sql.Step;
import dev.holdfast.jdbc.Sql.Template;
import java.util.List;

/** The statements of MySQL, most of which are MariaDB's too. */
final class MySqlSql {
    static final String NOW = "timestampdiff(microsecond, '1970-01-01', utc_timestamp(6))";

    /*
     * The claim that wins leaves its nonce in the row, by which it knows. Assignments run from left to right and see
     * what was assigned before them; under MariaDB's sql_mode SIMULTANEOUS_ASSIGNMENT they see the row as it was. So
     * the nonce comes first, and every other assignment goes by "the nonce is mine, or the row is free", which is
     * the same either way. The columns that {free} reads come last.
     */
    static final String CLAIM = """
            insert into {table}
              (record_id, caller_scope, fingerprint, nonce, token, attempt, state, lease_until, expires_at)
            values (:id, :caller, :fingerprint, :nonce, {now}, 1, 1, {now} + :lease, {now} + :retention)
            on duplicate key update
              nonce = if({free}, :nonce, nonce),
              token = if({won}, greatest(token + 1, {now}), token),
              attempt = if({won}, if(expires_at > {now}, attempt + 1, 1), attempt),
              caller_scope = if({won}, :caller, caller_scope),
              outcome = if({won}, null, outcome),
              fingerprint = if({won}, :fingerprint, fingerprint),
              state = if({won}, 1, state),
              lease_until = if({won}, {now} + :lease, lease_until),
              expires_at = if({won}, {now} + :retention, expires_at)
            """.replace("{won}", "nonce = :nonce or {free}");

    static final String SEEN = """
            nonce = :nonce as won, false as quota_spent, token, attempt, state,
              fingerprint = :fingerprint as same, lease_until - {now} as lease_left, outcome
            """;

    private static final String LOOK = "select " + SEEN + "from {table} where record_id = :id and expires_at > {now}";

    /* A statement of its own: counting within the insert would lock what it counts, and two claims would deadlock. */
    static final String LOOK_WITHIN_QUOTA = """
            select false as won,
              r.record_id is null and :quota <= (
                select count(*) from (
                  select 1 from {table} c
                  where c.caller_scope = :caller and c.expires_at > {now}
                  limit :quota) live) as quota_spent,
              r.token, r.attempt, r.state, r.fingerprint = :fingerprint as same,
              r.lease_until - {now} as lease_left, r.outcome
            from (select 1) one left join {table} r on r.record_id = :id and r.expires_at > {now}
            """;

    static final String FORGET = """
            delete from {table}
            where caller_scope = :caller and not (state = 1 and lease_until > {now})
            order by record_id limit :batch
            """;

    static final String PURGE = """
            delete from {table} where expires_at <= {now} order by expires_at limit :batch
            """;

    private MySqlSql() {}

    static Sql of(String table) {
        return Sql.of(
                new Template(table, NOW),
                List.of(Step.tell(CLAIM), Step.ask(LOOK)),
                List.of(Step.ask(LOOK_WITHIN_QUOTA), Step.tell(CLAIM), Step.ask(LOOK)),
                FORGET,
                PURGE);
    }
}

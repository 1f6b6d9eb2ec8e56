package dev.holdfast.jdbc;

import dev.holdfast.jdbc.Sql.Draft;
import dev.holdfast.jdbc.Sql.Template;
import java.util.List;

/** The statements of MySQL, most of which are MariaDB's too. */
final class MySqlSql {
    static final String NOW = "timestampdiff(microsecond, '1970-01-01', utc_timestamp(6))";

    /*
     * Make the row unless there is one, look at it, take it if it is free, and look again. The claim that wins leaves
     * its nonce in the row, by which it knows. The usual cases end with the first look. One insert that would also
     * take a free row is possible, but has to say for each column when that is, which makes it take twice as long, and
     * to say it in a way that holds whether or not an assignment sees those before it, which is up to the sql_mode.
     */
    static final String MAKE = """
            insert into {table}
              (record_id, caller_scope, fingerprint, nonce, token, attempt, state, lease_until, expires_at)
            values (:id, :caller, :fingerprint, :nonce, {now}, 1, 1, {now} + :lease, {now} + :retention)
            on duplicate key update nonce = nonce
            """;

    static final String TAKE = """
            update {table}
            set attempt = if(expires_at > {now}, attempt + 1, 1),
              fingerprint = :fingerprint,
              nonce = :nonce,
              token = greatest(token + 1, {now}),
              state = 1,
              lease_until = {now} + :lease,
              expires_at = {now} + :retention,
              outcome = null
            where record_id = :id
              and (expires_at <= {now}
                or (:takeOver and state = 1 and lease_until <= {now} and fingerprint = :fingerprint))
            """;

    static final String SEEN = """
            (nonce = :nonce and state = 1 and expires_at > {now}) as won, false as quota_spent, token, attempt, if(expires_at > {now}, state, 0) as state,
              fingerprint = :fingerprint as same, lease_until - {now} as lease_left, outcome
            """;

    static final String LOOK = "select " + SEEN + "from {table} where record_id = :id";

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
            where caller_scope = :caller and expires_at > 0 and not (state = 1 and lease_until > {now})
            order by record_id limit :batch
            """;

    static final String PURGE = """
            delete from {table}
            where expires_at <= {now} and (expires_at > 0 or lease_until <= {now} - 60000000)
            order by expires_at limit :batch
            """;

    private MySqlSql() {}

    static Sql of(String table) {
        return Sql.of(
                new Template(table, NOW),
                List.of(Draft.tell(MAKE), Draft.ask(LOOK), Draft.tell(TAKE), Draft.ask(LOOK)),
                List.of(
                        Draft.ask(LOOK_WITHIN_QUOTA),
                        Draft.tell(MAKE),
                        Draft.ask(LOOK),
                        Draft.tell(TAKE),
                        Draft.ask(LOOK)),
                FORGET,
                PURGE);
    }
}

package dev.holdfast.jdbc;

import dev.holdfast.jdbc.Sql.Draft;
import dev.holdfast.jdbc.Sql.Template;
import java.util.List;

/** The statements of PostgreSQL. */
final class PostgresSql {
    static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";

    /*
     * One statement looks and claims. It looks first, so that a retry of a completed operation reads and does nothing
     * else: no lock, no transaction id, no write-ahead log. "seen" is a snapshot, and what happened after it was taken
     * is only noticed by the insert. So whether the claim was won is told by the insert alone, and when it did nothing
     * although "seen" has no reason for that, somebody was quicker: the result then answers nothing, and the caller
     * looks again. Under REPEATABLE READ and SERIALIZABLE the same shows as SQLState 40001.
     */
    private static final String BEGIN = """
            with clock as materialized (
              select {now} as now
            ), seen as materialized (
              select r.token, r.attempt, r.state, r.outcome, r.fingerprint = :fingerprint as same,
                r.lease_until - clock.now as lease_left
              from {table} r cross join clock
              where r.record_id = :id and r.expires_at > clock.now
            ), quota as materialized (
              select {spent} as spent
            ), claimed as (
              insert into {table} as r
                (record_id, caller_scope, fingerprint, nonce, token, attempt, state, lease_until, expires_at)
              select :id, :caller, :fingerprint, :nonce, clock.now, 1, 1, clock.now + :lease, clock.now + :retention
              from clock cross join quota
              where not quota.spent
                and not exists (select 1 from seen where not (:takeOver and state = 1 and lease_left <= 0 and same))
              on conflict (record_id) do update
              set caller_scope = excluded.caller_scope,
                fingerprint = excluded.fingerprint,
                nonce = excluded.nonce,
                token = greatest(r.token + 1, excluded.token),
                attempt = case when r.expires_at > excluded.token then r.attempt + 1 else 1 end,
                state = 1,
                lease_until = excluded.lease_until,
                expires_at = excluded.expires_at,
                outcome = null
              where r.expires_at <= excluded.token
                or (:takeOver and r.state = 1 and r.lease_until <= excluded.token
                  and r.fingerprint = excluded.fingerprint)
              returning r.token, r.attempt
            )
            select claimed.token is not null as won, quota.spent as quota_spent,
              coalesce(claimed.token, seen.token) as token, coalesce(claimed.attempt, seen.attempt) as attempt,
              seen.state, seen.same, seen.lease_left, seen.outcome
            from quota left join claimed on true left join seen on true
            """;

    private static final String SPENT = """
            case when exists (select 1 from seen) then false else :quota <= (
              select count(*) from (
                select 1 from {table} r
                where r.caller_scope = :caller and r.expires_at > (select clock.now from clock)
                limit :quota) live) end""";

    private static final String FORGET = """
            with doomed as materialized (
              select record_id from {table}
              where caller_scope = :caller and expires_at > 0 and not (state = 1 and lease_until > (select {now}))
              order by record_id limit :batch for update
            )
            delete from {table} r using doomed where r.record_id = doomed.record_id
            """;

    private static final String PURGE = """
            with doomed as materialized (
              select record_id from {table}
              where expires_at <= (select {now}) and (expires_at > 0 or lease_until <= (select {now}) - 60000000)
              order by expires_at limit :batch for update skip locked
            )
            delete from {table} r using doomed where r.record_id = doomed.record_id
            """;

    private PostgresSql() {}

    static Sql of(String table) {
        return Sql.of(
                new Template(table, NOW),
                List.of(Draft.ask(BEGIN.replace("{spent}", "false"))),
                List.of(Draft.ask(BEGIN.replace("{spent}", SPENT))),
                FORGET,
                PURGE);
    }
}

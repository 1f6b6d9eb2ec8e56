package dev.holdfast.jdbc;

import dev.holdfast.jdbc.Sql.Draft;
import dev.holdfast.jdbc.Sql.Template;
import java.util.List;

/** The statements of H2. */
final class H2Sql {
    /**
     * H2 finds {@code extract(epoch from …)} by dividing large decimals, which takes longer than the rest of a statement; its
     * {@code datediff} compares what clocks show, and so both have to show the same zone's time.
     */
    static final String NOW = "datediff(microsecond, timestamp with time zone '1970-01-01 00:00:00+00:00',"
            + " current_timestamp at time zone 'UTC')";

    /*
     * Look, then claim: two statements for a first request. One that does both is possible, as a union of what an
     * update and an insert return, but H2 parses that anew each time, which in the process costs more than the second
     * statement. Two claims that meet fail on the primary key, or on the row, and are tried again.
     */
    private static final String LOOK = """
            select false as won, false as quota_spent, token, attempt, state, fingerprint = :fingerprint as same,
              lease_until - {now} as lease_left, outcome
            from {table} where record_id = :id and expires_at > {now}
            """;

    private static final String LOOK_WITHIN_QUOTA = """
            select false as won,
              r.record_id is null and :quota <= (
                select count(*) from (
                  select 1 from {table}
                  where caller_scope = :caller and expires_at > {now}
                  fetch first :quota rows only)) as quota_spent,
              r.token, r.attempt, r.state, r.fingerprint = :fingerprint as same,
              r.lease_until - {now} as lease_left, r.outcome
            from (select 1) left join {table} r on r.record_id = :id and r.expires_at > {now}
            """;

    private static final String CLAIM = """
            select true as won, false as quota_spent, token, attempt, state, true as same, 0 as lease_left, outcome
            from final table (
              merge into {table} using (select 1) on record_id = :id
              when matched and (expires_at <= {now} or (:takeOver and state = 1 and lease_until <= {now}
                and fingerprint = :fingerprint)) then update set
                caller_scope = :caller,
                fingerprint = :fingerprint,
                nonce = :nonce,
                token = greatest(token + 1, {now}),
                attempt = case when expires_at > {now} then attempt + 1 else 1 end,
                state = 1,
                lease_until = {now} + :lease,
                expires_at = {now} + :retention,
                outcome = null
              when not matched then insert
                (record_id, caller_scope, fingerprint, nonce, token, attempt, state, lease_until, expires_at)
                values (:id, :caller, :fingerprint, :nonce, {now}, 1, 1, {now} + :lease, {now} + :retention))
            """;

    private static final String FORGET = """
            delete from {table}
            where caller_scope = :caller and expires_at > 0 and not (state = 1 and lease_until > {now})
            fetch first :batch rows only
            """;

    private static final String PURGE = """
            delete from {table}
            where expires_at <= {now} and (expires_at > 0 or lease_until <= {now} - 60000000)
            fetch first :batch rows only
            """;

    private H2Sql() {}

    static Sql of(String table) {
        return Sql.of(
                new Template(table, NOW),
                List.of(Draft.ask(LOOK), Draft.ask(CLAIM)),
                List.of(Draft.ask(LOOK_WITHIN_QUOTA), Draft.ask(CLAIM)),
                FORGET,
                PURGE);
    }
}

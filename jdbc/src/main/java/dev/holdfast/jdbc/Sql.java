package dev.holdfast.jdbc;

import java.util.List;

/**
 * The statements of one dialect on one table. Times in them are microseconds by the database's clock. A record is live
 * while {@code expires_at} is in the future.
 *
 * <p>A claim reads the clock before it has the row. So that it does not get a lesser token than an attempt that came and
 * went in between, a released record stays for a minute: expired at 0, and released at {@code lease_until}. It counts as
 * absent, and whoever claims it gets a token that is greater than its last. What is forgotten, and what is purged, does
 * not stay: a claim that read the clock before an attempt began which then ended and was removed, all while that claim
 * ran, may get a lesser token. It can hurt nobody's record, for that attempt is over.
 *
 * <p>Immutable.
 *
 * @param begin what decides on a claim without a quota
 * @param beginWithinQuota what decides on a claim with one
 * @param duplicate copies a record, unless the primary key forbids it
 * @param forget removes a batch of a caller's records
 * @param purge removes a batch of expired records
 */
record Sql(
        List<Step> begin,
        List<Step> beginWithinQuota,
        NamedStatement complete,
        NamedStatement release,
        NamedStatement renew,
        NamedStatement takeOver,
        NamedStatement withdraw,
        NamedStatement find,
        NamedStatement duplicate,
        NamedStatement forget,
        NamedStatement purge) {

    /**
     * One statement of several that decide on a claim, each a transaction of its own.
     *
     * @param statement the statement
     * @param answers whether it returns what it saw, from which the answer may follow
     */
    record Step(NamedStatement statement, boolean answers) {}

    /** The same before its table is known. */
    record Draft(String text, boolean answers) {
        static Draft ask(String text) {
            return new Draft(text, true);
        }

        static Draft tell(String text) {
            return new Draft(text, false);
        }
    }

    private static final String COMPLETE = """
            update {table}
            set state = 2, outcome = :outcome, expires_at = {now} + :retention
            where record_id = :id and token = :token and expires_at > {now}
            """;

    private static final String RELEASE = """
            update {table}
            set lease_until = {now}, expires_at = 0
            where record_id = :id and token = :token and state = 1 and expires_at > {now}
            """;

    private static final String RENEW = """
            update {table}
            set lease_until = {now} + :lease, expires_at = {now} + :retention
            where record_id = :id and token = :token and state = 1 and expires_at > {now}
            """;

    private static final String TAKE_OVER = """
            update {table}
            set token = token + 1, attempt = attempt + 1, nonce = 0,
              lease_until = {now} + :lease, expires_at = {now} + :retention
            where record_id = :id and token = :token and state = 1 and lease_until <= {now} and expires_at > {now}
            """;

    private static final String WITHDRAW = """
            update {table}
            set lease_until = {now}, expires_at = 0
            where record_id = :id and nonce = :nonce and state = 1 and expires_at > {now}
            """;

    private static final String FIND = """
            select state, token, lease_until - {now} as lease_left, expires_at - {now} as expires_in
            from {table}
            where record_id = :id and expires_at > {now}
            """;

    private static final String DUPLICATE = "insert into {table} select * from {table} where record_id = :id";

    /** Completes a dialect's own statements with those that all dialects share. */
    static Sql of(Template template, List<Draft> begin, List<Draft> beginWithinQuota, String forget, String purge) {
        return new Sql(
                template.fill(begin),
                template.fill(beginWithinQuota),
                template.statement(COMPLETE),
                template.statement(RELEASE),
                template.statement(RENEW),
                template.statement(TAKE_OVER),
                template.statement(WITHDRAW),
                template.statement(FIND),
                template.statement(DUPLICATE),
                template.statement(forget),
                template.statement(purge));
    }

    /**
     * What stands for the names in braces.
     *
     * @param table the table
     * @param now the database's clock, in microseconds since 1970 in whatever time zone the session may be
     */
    record Template(String table, String now) {

        String fill(String text) {
            return text.replace("{table}", table).replace("{now}", now);
        }

        private NamedStatement statement(String text) {
            return NamedStatement.of(fill(text));
        }

        private List<Step> fill(List<Draft> steps) {
            return steps.stream()
                    .map(step -> new Step(statement(step.text()), step.answers()))
                    .toList();
        }
    }
}

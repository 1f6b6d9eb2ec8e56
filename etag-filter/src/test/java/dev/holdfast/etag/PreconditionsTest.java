package dev.holdfast.etag;

import static dev.holdfast.etag.Preconditions.Verdict.FAILED;
import static dev.holdfast.etag.Preconditions.Verdict.NOT_MODIFIED;
import static dev.holdfast.etag.Preconditions.Verdict.PROCEED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.etag.Preconditions.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of RFC 9110 section 13.2.2. {@code now} is the date of the resource, {@code before} and {@code after} lie a second
 * from it.
 */
class PreconditionsTest {
    private static final Instant DATE = Instant.parse("1994-10-29T19:43:31Z");
    private static final Map<String, String> DATES = Map.of(
            "now", "Sat, 29 Oct 1994 19:43:31 GMT",
            "before", "Sat, 29 Oct 1994 19:43:30 GMT",
            "after", "Sat, 29 Oct 1994 19:43:32 GMT");

    // current version | field: value; field: value | GET | PUT
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // no condition
                "\"v1\"       |                                         | PROCEED      | PROCEED",
                "none         |                                         | PROCEED      | PROCEED",
                // 13.1.1: If-Match, strong comparison
                "\"v1\"       | If-Match: \"v1\"                        | PROCEED      | PROCEED",
                "\"v1\"       | If-Match: \"v2\"                        | FAILED       | FAILED",
                "\"v1\"       | If-Match: \"v0\", \"v1\"                | PROCEED      | PROCEED",
                "\"v1\"       | If-Match: W/\"v1\"                      | FAILED       | FAILED",
                "W/\"v1\"     | If-Match: W/\"v1\"                      | FAILED       | FAILED",
                "W/\"v1\"     | If-Match: \"v1\"                        | FAILED       | FAILED",
                "\"v1\"       | If-Match: *                             | PROCEED      | PROCEED",
                "W/\"v1\"     | If-Match: *                             | PROCEED      | PROCEED",
                "none         | If-Match: *                             | FAILED       | FAILED",
                "none         | If-Match: \"v1\"                        | FAILED       | FAILED",
                "\"v1\"       | If-Match:                               | FAILED       | FAILED",
                "\"V1\"       | If-Match: \"v1\"                        | FAILED       | FAILED",
                "\"user--99\" | If-Match: \"user--42\"                  | FAILED       | FAILED",
                // 13.1.2: If-None-Match, weak comparison
                "\"v1\"       | If-None-Match: \"v1\"                   | NOT_MODIFIED | FAILED",
                "\"v1\"       | If-None-Match: W/\"v1\"                 | NOT_MODIFIED | FAILED",
                "W/\"v1\"     | If-None-Match: \"v1\"                   | NOT_MODIFIED | FAILED",
                "\"v1\"       | If-None-Match: \"v0\", \"v1\"           | NOT_MODIFIED | FAILED",
                "\"v1\"       | If-None-Match: \"v2\"                   | PROCEED      | PROCEED",
                "\"v1\"       | If-None-Match:                          | PROCEED      | PROCEED",
                "\"v1\"       | If-None-Match: *                        | NOT_MODIFIED | FAILED",
                "none         | If-None-Match: *                        | PROCEED      | PROCEED",
                "none         | If-None-Match: \"v1\"                   | PROCEED      | PROCEED",
                // 13.1.3: If-Modified-Since, for GET and HEAD
                "\"v1\"       | If-Modified-Since: now                  | NOT_MODIFIED | PROCEED",
                "\"v1\"       | If-Modified-Since: after                | NOT_MODIFIED | PROCEED",
                "\"v1\"       | If-Modified-Since: before               | PROCEED      | PROCEED",
                "\"v1\"       | If-Modified-Since: never                | PROCEED      | PROCEED",
                "none         | If-Modified-Since: now                  | PROCEED      | PROCEED",
                // 13.1.4: If-Unmodified-Since
                "\"v1\"       | If-Unmodified-Since: now                | PROCEED      | PROCEED",
                "\"v1\"       | If-Unmodified-Since: after              | PROCEED      | PROCEED",
                "\"v1\"       | If-Unmodified-Since: before             | FAILED       | FAILED",
                "\"v1\"       | If-Unmodified-Since: never              | PROCEED      | PROCEED",
                "none         | If-Unmodified-Since: before             | PROCEED      | PROCEED",
                // 13.2.2: step 2 only without If-Match, step 4 only without If-None-Match
                "\"v1\"       | If-Match: \"v1\"; If-Unmodified-Since: before    | PROCEED      | PROCEED",
                "\"v1\"       | If-Match: \"v2\"; If-Unmodified-Since: now       | FAILED       | FAILED",
                "\"v1\"       | If-None-Match: \"v2\"; If-Modified-Since: now    | PROCEED      | PROCEED",
                "\"v1\"       | If-None-Match: \"v1\"; If-Modified-Since: before | NOT_MODIFIED | FAILED",
                // 13.2.2: a condition that holds, and then the next
                "\"v1\"       | If-Match: \"v1\"; If-None-Match: \"v1\"          | NOT_MODIFIED | FAILED",
                "\"v1\"       | If-Match: \"v2\"; If-None-Match: \"v1\"          | FAILED       | FAILED",
                "\"v1\"       | If-Match: \"v1\"; If-Modified-Since: now         | NOT_MODIFIED | PROCEED",
                "\"v1\"       | If-Unmodified-Since: now; If-Modified-Since: now | NOT_MODIFIED | PROCEED",
                "\"v1\"       | If-Unmodified-Since: before; If-None-Match: \"v1\" | FAILED     | FAILED"
            })
    void theTable(@Nullable String current, @Nullable String fields, Verdict get, Verdict put) throws Exception {
        Conditions conditions = conditions(fields == null ? "" : fields);
        ResourceVersion version = version(current);

        assertThat(evaluate("GET", conditions, version)).as("GET").isEqualTo(get);
        assertThat(evaluate("HEAD", conditions, version)).as("HEAD").isEqualTo(get);
        for (String write : List.of("PUT", "PATCH", "DELETE", "POST", "PROPPATCH")) {
            assertThat(evaluate(write, conditions, version)).as(write).isEqualTo(put);
        }
        for (String other : List.of("OPTIONS", "TRACE", "CONNECT")) {
            assertThat(evaluate(other, conditions, version)).as(other).isEqualTo(PROCEED);
        }
    }

    // 13.1.5: If-Range, strong comparison and the exact date
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "\"v1\"   |                          | true",
                "\"v1\"   | If-Range: \"v1\"         | true",
                "\"v1\"   | If-Range: \"v2\"         | false",
                "\"v1\"   | If-Range: W/\"v1\"       | false",
                "W/\"v1\" | If-Range: W/\"v1\"       | false",
                "\"v1\"   | If-Range: \"v1\", \"v2\" | false",
                "\"v1\"   | If-Range: now            | true",
                "\"v1\"   | If-Range: before         | false",
                "\"v1\"   | If-Range: after          | false",
                "\"v1\"   | If-Range: v1             | false",
                "\"v1\"   | If-Range: *              | false",
                "none     | If-Range: \"v1\"         | false"
            })
    void ranges(@Nullable String current, @Nullable String fields, boolean applies) throws Exception {
        assertThat(Preconditions.rangeApplies(conditions(fields == null ? "" : fields), version(current)))
                .isEqualTo(applies);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // FHIR, SCIM and OData compare weakly
                "W/\"v1\" | W/\"v1\"       | true  | false | true",
                "\"v1\"   | W/\"v1\"       | true  | false | true",
                "W/\"v1\" | \"v2\"         | true  | false | false",
                // what compressing servers and proxies make of a tag
                "\"v1\"   | W/\"v1\"       | false | true  | true",
                "\"v1\"   | \"v1-gzip\"    | false | true  | true",
                "\"v1\"   | \"v1--gzip\"   | false | true  | true",
                "\"v1\"   | W/\"v1-br\"    | false | true  | true",
                "\"v1\"   | \"v1-zip\"     | false | true  | false",
                "\"v1\"   | \"v1-\"        | false | true  | false",
                "\"v1-gzip\" | \"v1\"      | false | true  | false",
                "\"user--99\" | \"user--42\" | false | true | false",
                "W/\"v1\" | W/\"v1-gzip\"  | false | true  | false",
                "W/\"v1\" | W/\"v1-gzip\"  | true  | true  | true",
                "\"v1\"   | \"v1-gzip\"    | false | false | false"
            })
    void comparisons(String current, String sent, boolean weak, boolean tolerant, boolean matches) throws Exception {
        Conditions conditions = conditions("If-Match: " + sent);

        assertThat(Preconditions.evaluate("PUT", conditions, version(current), new TagComparison(weak, tolerant)))
                .isEqualTo(matches ? PROCEED : FAILED);
    }

    private static Verdict evaluate(String method, Conditions conditions, @Nullable ResourceVersion version) {
        Verdict verdict = Preconditions.evaluate(method, conditions, version, TagComparison.STRICT);
        assertThat(verdict == NOT_MODIFIED && !ETagRule.isRead(method)).isFalse();
        return verdict;
    }

    private static @Nullable ResourceVersion version(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        boolean weak = tag.startsWith("W/");
        String opaque = tag.substring(weak ? 3 : 1, tag.length() - 1);
        return ResourceVersion.of(new EntityTag(opaque, weak), DATE.plusMillis(999));
    }

    private static Conditions conditions(String fields) throws MalformedConditionException {
        Map<String, List<String>> map = Arrays.stream(fields.split(";", -1))
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .collect(Collectors.groupingBy(
                        field -> field.substring(0, field.indexOf(':')),
                        Collectors.mapping(PreconditionsTest::value, Collectors.toList())));
        return Conditions.of(name -> map.getOrDefault(name, List.of()), Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static String value(String field) {
        String value = field.substring(field.indexOf(':') + 1).strip();
        return DATES.getOrDefault(value, value);
    }
}

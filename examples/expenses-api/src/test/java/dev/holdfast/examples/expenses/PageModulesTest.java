package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page's modules that only compute, run by the browser that will run them. */
class PageModulesTest extends PageCase {
    private Object result(String module, String names, String expression) {
        return open("phone").runAsync("""
                const done = arguments[arguments.length - 1];
                import('/page/%s').then(({ %s }) => done(%s));""".formatted(module, names, expression));
    }

    @Test
    void theMergeIsThreeWay() {
        Object choices = result("merge.js", "merge", """
                (choices => ({
                  disjoint: choices([1, 'a'], [2, 'a'], [1, 'b']),
                  both: choices([1, 'a'], [2, 'a'], [3, 'a']),
                  agreed: choices([1, 'a'], [2, 'b'], [2, 'b']),
                  unknown: choices(null, [2, 'a'], [3, 'a']),
                }))((...versions) => {
                  const [base, mine, latest] = versions.map(one => one && { amount: one[0], note: one[1] });
                  return merge(base, mine, latest).map(field => field.choice ?? 'ask').join();
                })""");

        assertThat(choices)
                .isEqualTo(Map.of(
                        "disjoint", "mine,latest",
                        "both", "ask,latest",
                        "agreed", "latest,latest",
                        "unknown", "ask,latest"));
    }

    @Test
    void anAnswerIsTakenForWhatItMeans() {
        Object verdicts = result("verdict.js", "verdict", """
                [200, 201, 204, 412, 408, 409, 425, 429, 500, 503, 400, 401, 404, 410, 422, 428]
                    .map(status => `${status} ${verdict({ status, body: status < 300 && status !== 204 ? {} : null })}`).join(', ')
                    + `, not retryable ${verdict({ status: 409, body: { retryable: false } })}`
                    + `, 200 without JSON ${verdict({ status: 200, body: null })}`""");

        assertThat(verdicts)
                .isEqualTo("200 delivered, 201 delivered, 204 delivered, 412 conflict, 408 again, 409 again, 425 again,"
                        + " 429 again, 500 again, 503 again, 400 refused, 401 refused, 404 refused, 410 refused,"
                        + " 422 refused, 428 refused, not retryable refused, 200 without JSON again");
    }

    @Test
    void theNextAttemptIsByChanceAndNotBeforeTheServerWantsIt() {
        Object waits = result("verdict.js", "nextAttempt", """
                [nextAttempt(0, null, 0, 1), nextAttempt(3, null, 0, 1), nextAttempt(3, null, 0, 0.5),
                 nextAttempt(99, null, 0, 1), nextAttempt(0, '7', 0, 0), nextAttempt(0, 'Thu, 01 Jan 1970 00:00:09 GMT', 0, 0),
                 nextAttempt(0, 'soon', 0, 0)].join()""");

        assertThat(waits).isEqualTo("500,4000,2000,30000,7000,9000,0");
    }

    @Test
    void aKeyIsAUuidThatTellsItsTime() {
        Object key = result("key.js", "newKey", "newKey(Date.UTC(2022, 1, 22, 19, 22, 22))");

        assertThat(key).asString().matches("017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}

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
                (expense => Object.entries({
                    create: [[201, expense], [200, expense], [201, { captive: true }], [201, null], [204, null]],
                    edit: [[200, { expense }], [200, expense], [200, { expense: { ...expense, id: 2 } }], [204, null]],
                    delete: [[204, null], [200, { ok: true }], [404, { error: 'Not found' }], [404, null]],
                  }).map(([kind, answers]) => `${kind} ` + answers.map(([status, body]) =>
                    `${status} ${verdict({ kind, path: '/v1/expenses/1' }, { status, body })}`).join(' ')).join(', ')
                )({ id: 1, amount: 1, note: '', version: 1 })""");

        assertThat(verdicts)
                .isEqualTo("create 201 delivered 200 again 201 again 201 again 204 again,"
                        + " edit 200 delivered 200 again 200 again 204 again,"
                        + " delete 204 delivered 200 again 404 delivered 404 again");
    }

    @Test
    void aRefusalIsTheApisOrNone() {
        Object verdicts = result("verdict.js", "verdict", """
                (refusal => [412, 407, 408, 409, 425, 429, 500, 503, 511, 400, 401, 404, 410, 422, 428].map(status =>
                    `${status} ${refusal(status, { error: 'No' })} ${refusal(status, null)} ${refusal(status, {})}`).join(', ')
                    + `, not retryable ${refusal(409, { title: 'No', retryable: false })}`
                )((status, body) => verdict({ kind: 'edit', path: '/v1/expenses/1' }, { status, body }))""");

        assertThat(verdicts)
                .isEqualTo("412 conflict again again, 407 again again again, 408 again again again,"
                        + " 409 again again again, 425 again again again, 429 again again again, 500 again again again,"
                        + " 503 again again again, 511 again again again, 400 refused again again,"
                        + " 401 refused again again, 404 refused again again, 410 refused again again,"
                        + " 422 refused again again, 428 refused again again, not retryable refused");
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
    void aClockThatWasSetBackMakesNobodyWaitForLonger() {
        Object waits = result("verdict.js", "waitOf", """
                [waitOf({ notBefore: 9000, wait: 5000 }, 6000), waitOf({ notBefore: 9000, wait: 5000 }, 9001),
                 waitOf({ notBefore: 9000, wait: 5000 }, 1000)].join()""");

        assertThat(waits).isEqualTo("3000,0,0");
    }

    @Test
    void aKeyIsAUuidThatTellsItsTime() {
        Object key = result("key.js", "newKey", "newKey(Date.UTC(2022, 1, 22, 19, 22, 22))");

        assertThat(key).asString().matches("017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }
}

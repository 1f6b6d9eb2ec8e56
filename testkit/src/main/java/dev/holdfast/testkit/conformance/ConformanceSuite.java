package dev.holdfast.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.etag.ETagFilter;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.testkit.conformance.Twins.Twin;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What servlet applications do, on a container of one's choice: a filter must not be told from its absence, neither by the
 * client nor by the handler, and a retry fares as documented.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConformanceSuite {
    private static final int ATTEMPTS = 4;

    private final Map<Arrangement, Twins> twins = new EnumMap<>(Arrangement.class);
    private final Map<Arrangement, Twins> both = new EnumMap<>(Arrangement.class);
    private final Map<Arrangement, CaseApplication> applications = new EnumMap<>(Arrangement.class);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Results results = new Results();
    private List<ConformanceCase> cases = List.of();
    private String server = "";

    /** For subclasses. */
    protected ConformanceSuite() {}

    /** The container. */
    protected abstract ServletContainer container();

    /** Whether it sends an interim response for {@code sendError(102)}, and lets the handler go on. */
    protected boolean sendsInterimResponses() {
        return false;
    }

    private List<ConformanceCase> cases() {
        List<ConformanceCase> all = new ArrayList<>(Cases.all());
        if (sendsInterimResponses()) {
            all.addAll(HeaderCases.interim());
        }
        return List.copyOf(all);
    }

    /** Starts the application bare and filtered, in each arrangement. */
    @BeforeAll
    final void start() throws Exception {
        cases = cases();
        for (Arrangement arrangement : Arrangement.values()) {
            Twin bare = start(new CaseApplication(cases), arrangement);
            CaseApplication filtered = new CaseApplication(cases, filter());
            twins.put(arrangement, new Twins(bare, start(filtered, arrangement)));
            applications.put(arrangement, filtered);
            Twin behindBoth = start(new CaseApplication(cases, filter(), edits()), arrangement);
            both.put(arrangement, new Twins(bare, behindBoth));
        }
    }

    private Twins twins(Arrangement arrangement) {
        return Objects.requireNonNull(twins.get(arrangement));
    }

    private Twin start(CaseApplication application, Arrangement arrangement) throws Exception {
        application.handle(CallSequences.SLUG, CallSequences::handle);
        ServletContainer.Running running = container().start(application.deployed(arrangement));
        open.add(running::stop);
        server = application.server();
        return new Twin(running.port(), application);
    }

    private IdempotencyFilter filter() {
        CaffeineIdempotencyStore store = CaffeineIdempotencyStore.create();
        open.add(store);
        return IdempotencyFilter.builder(store)
                .rule(rule -> rule.path("/open/**").off())
                .rule(rule -> rule.path("/**").required())
                .replaySetCookie(true)
                .build();
    }

    /** Nothing is there for it, so that it has nothing to add, and stands in the way of everything. */
    private static ETagFilter edits() {
        return ETagFilter.builder()
                .rule(rule -> rule.path("/open/**").off())
                .rule(rule -> rule.path("/**").versions(resource -> Optional.empty()))
                .build();
    }

    @AfterAll
    final void stop() throws Exception {
        results.write(server);
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @TestFactory
    final Stream<DynamicTest> whatApplicationsDo() {
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.topic() + ": " + one.name(),
                        () -> judge(twins(twins, one), one, WireRequest::transcribe, "over HTTP/1.1")));
    }

    @TestFactory
    final Stream<DynamicTest> whatApplicationsDoBehindBothFilters() {
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.topic() + ": " + one.name(),
                        () -> judge(twins(both, one), one, WireRequest::transcribe, "behind both filters")));
    }

    @TestFactory
    final Stream<DynamicTest> whatApplicationsDoOverHttp2() {
        return cases.stream()
                .filter(one -> OverHttp2.canSend(one.addressed()))
                .map(one -> DynamicTest.dynamicTest(one.topic() + ": " + one.name(), () -> judgeOverHttp2(one)));
    }

    /** All pairs of calls, and longer sequences: the seed and their number can be set, and are told. */
    @Test
    final void theOrderOfCallsDoesNotMatter() throws Exception {
        long seed = Long.getLong("holdfast.conformance.seed", 20);
        int longer = Integer.getInteger("holdfast.conformance.sequences", 150);
        List<String> differences = new ArrayList<>();
        for (String calls : CallSequences.generated(seed, longer)) {
            try {
                WireRequest request = WireRequest.of("POST", "/case/" + CallSequences.SLUG + "?" + calls);
                twins(Arrangement.PLAIN).judge(request, request, ConformanceSuite::fate, WireRequest::transcribe);
            } catch (AssertionError | ConditionTimeoutException e) {
                differences.add(calls + ": " + e.getMessage());
            }
            assertThat(differences).as("differences with seed %d", seed).hasSizeLessThan(10);
        }
        assertThat(differences).as("differences with seed %d", seed).isEmpty();
    }

    private static Retry fate(Transcript bare) {
        return bare.status() >= 500 || !bare.whole() ? Retry.RUNS : Retry.REPLAYED;
    }

    @TestFactory
    final Stream<DynamicTest> readsAndEdits() throws Exception {
        Edits edits = new Edits();
        ServletContainer.Running running = container().start(edits.deployed());
        open.add(running::stop);
        return edits.on(running.port()).map(test -> results.watched("Reads and edits", test));
    }

    @TestFactory
    final Stream<DynamicTest> connectionsAfterRefusals() {
        return new RefusalConnections(application(), port())
                .all()
                .map(test -> results.watched("Connections after refusals", test));
    }

    @TestFactory
    final Stream<DynamicTest> clientsThatHangUp() {
        return new HangUps(application(), port()).all().map(test -> results.watched("Clients that hang up", test));
    }

    @TestFactory
    final Stream<DynamicTest> streamsThatAreReadWhileTheyAreWritten() {
        return new LiveStreams(application(), port())
                .all()
                .map(test -> results.watched("Responses read while they are written", test));
    }

    private CaseApplication application() {
        return Objects.requireNonNull(applications.get(Arrangement.PLAIN));
    }

    private int port() {
        return twins(Arrangement.PLAIN).kept().port();
    }

    /**
     * Tomcat resets an upload larger than a window now and then, with a filter or without, and an asynchronous request that
     * failed: such cases may be repeated.
     */
    private void judgeOverHttp2(ConformanceCase one) throws Exception {
        boolean mayBeReset = one.request().content().length > OverHttp2.WINDOW || one.retry() == Retry.UNSETTLED;
        int attempts = mayBeReset ? ATTEMPTS : 1;
        for (int left = attempts - 1; left > 0; left--) {
            try {
                twins(one.arrangement())
                        .judge(one.addressed(), one.addressedAgain(), bare -> one.retry(), new OverHttp2());
                results.add(one, true);
                return;
            } catch (AssertionError | ConditionTimeoutException e) {
                // once more
            }
        }
        judge(twins(twins, one), one, new OverHttp2(), "over HTTP/2");
    }

    private static Twins twins(Map<Arrangement, Twins> among, ConformanceCase one) {
        return Objects.requireNonNull(among.get(one.arrangement()));
    }

    private void judge(Twins judges, ConformanceCase one, Twins.Client client, String how) throws Exception {
        boolean same = false;
        try {
            judges.judge(one.addressed(), one.addressedAgain(), bare -> one.retry(), client);
            same = true;
        } catch (AssertionError | ConditionTimeoutException e) {
            // reports tell dynamic tests apart by their numbers only
            throw new AssertionError(one.topic() + ": " + one.name() + ", " + how + ": " + e.getMessage(), e);
        } finally {
            results.add(one, same);
        }
    }
}

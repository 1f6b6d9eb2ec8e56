package dev.holdfast.benchmarks.inprocess;

import dev.holdfast.etag.CounterVersions;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import jakarta.servlet.FilterChain;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A request that no rule speaks of. */
@State(Scope.Thread)
public class UnmatchedRequest {
    private static final String ELSEWHERE = "/reports/2026/summary";

    /** Which request: no rule for keys speaks of its method in the first, and of its path in the others. */
    @Param({"GET", "POST", "POST to a servlet of /reports/*"})
    public String request = "";

    private final IdempotencyFilter idempotencyFilter = IdempotencyFilter.builder(CaffeineIdempotencyStore.create())
            .rule(rule -> rule.path("/v1/expenses/**").required())
            .rule(rule -> rule.path("/v1/orders/*/lines").required())
            .rule(rule -> rule.path("/v1/payments").required())
            .build();
    private final ETagFilter etagFilter = ETagFilter.builder()
            .rule(rule -> rule.path("/v1/expenses/{id}").versions(CounterVersions.inProcess()))
            .rule(rule -> rule.path("/v1/orders/{id}").versions(CounterVersions.inProcess()))
            .build();
    private final FilterChain bare = Chains.empty();
    private final FilterChain idempotency = Chains.of(bare, List.of(idempotencyFilter));
    private final FilterChain etag = Chains.of(bare, List.of(etagFilter));
    private final FilterChain both = Chains.of(bare, List.of(idempotencyFilter, etagFilter));
    private @Nullable Exchanges exchanges;

    /** Deploys the filters. */
    @Setup
    public void start() {
        StubContext.deploy(idempotencyFilter);
        StubContext.deploy(etagFilter);
        StubRequest stub = new StubRequest(request.startsWith("GET") ? "GET" : "POST", ELSEWHERE, new byte[0]);
        exchanges = new Exchanges(request.endsWith("/*") ? stub.mappedTo("/reports") : stub, 0, 204);
    }

    /** Stops their threads. */
    @TearDown
    public void stop() {
        idempotencyFilter.destroy();
        etagFilter.destroy();
    }

    /** The handler alone. */
    @Benchmark
    public Object bare() throws Exception {
        return run(bare);
    }

    /** Behind the filter for idempotency keys. */
    @Benchmark
    public Object idempotency() throws Exception {
        return run(idempotency);
    }

    /** Behind the filter for conditional requests. */
    @Benchmark
    public Object etag() throws Exception {
        return run(etag);
    }

    /** Behind both. */
    @Benchmark
    public Object both() throws Exception {
        return run(both);
    }

    private Object run(FilterChain chain) throws Exception {
        return Objects.requireNonNull(exchanges).run(chain);
    }
}

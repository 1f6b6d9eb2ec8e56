package dev.holdfast.benchmarks.inprocess;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import jakarta.servlet.FilterChain;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A POST with a key, on the store in memory. Records of first requests are forgotten after half a second, by a clock that
 * hurries: in a day's time they would fill any memory, and what it costs to forget them belongs to the price.
 */
@State(Scope.Thread)
public class KeyedPost {
    private static final String KEY = "Idempotency-Key";
    private static final long FIRST = 1_000_000_000_000L;
    private static final int HURRY = 10;
    /** Long enough for the slowest request, in which the collector or the compiler has its turn. */
    private static final Duration LIFE = Duration.ofSeconds(5);

    /** How large the body is, in bytes; the response's is the same. */
    @Param({"1024", "65536"})
    public int body;

    private final CaffeineIdempotencyStore shortLived = CaffeineIdempotencyStore.builder()
            .maximumBytes(512L << 20)
            .nanoTime(() -> System.nanoTime() * HURRY)
            .build();
    private final IdempotencyFilter forFirsts = IdempotencyFilter.builder(shortLived)
            .lease(LIFE)
            .retention(LIFE)
            .rule(rule -> rule.path("/v1/**").required())
            .build();
    private final IdempotencyFilter forRetries = IdempotencyFilter.builder(CaffeineIdempotencyStore.create())
            .rule(rule -> rule.path("/v1/**").required())
            .build();
    private @Nullable FilterChain bare;
    private @Nullable FilterChain firsts;
    private @Nullable FilterChain retries;
    private @Nullable Exchanges exchanges;
    private long sent = FIRST;

    /** Deploys the filters, and sends the request that is to be repeated. */
    @Setup
    public void start() throws Exception {
        FilterChain handler = Chains.echo(body);
        bare = handler;
        firsts = Chains.of(handler, List.of(StubContext.deploy(forFirsts)));
        retries = Chains.of(handler, List.of(StubContext.deploy(forRetries)));
        exchanges = new Exchanges(new StubRequest("POST", "/v1/expenses", Contents.json(body)), body, 201);
        run(Objects.requireNonNull(retries), "the-key-of-the-retries");
    }

    /** Stops their threads. */
    @TearDown
    public void stop() {
        forFirsts.destroy();
        forRetries.destroy();
    }

    /** The handler alone, which carries everything out again. */
    @Benchmark
    public Object bare() throws Exception {
        return run(Objects.requireNonNull(bare), nextKey());
    }

    /** A key that has not been seen. */
    @Benchmark
    public Object first() throws Exception {
        StubResponse response = run(Objects.requireNonNull(firsts), nextKey());
        requireReplayed(response, false);
        return response;
    }

    /** A key whose response is known. */
    @Benchmark
    public Object replay() throws Exception {
        StubResponse response = run(Objects.requireNonNull(retries), "the-key-of-the-retries");
        requireReplayed(response, true);
        return response;
    }

    private StubResponse run(FilterChain chain, String key) throws Exception {
        Exchanges ours = Objects.requireNonNull(exchanges);
        ours.request().with(KEY, key);
        StubResponse response = ours.run(chain);
        if (response.length() != body) {
            throw new IllegalStateException("The response has " + response.length() + " bytes");
        }
        return response;
    }

    private String nextKey() {
        return Long.toString(sent++);
    }

    private static void requireReplayed(StubResponse response, boolean replayed) {
        if (response.containsHeader("Idempotency-Replayed") != replayed) {
            throw new IllegalStateException("Replayed: " + !replayed);
        }
    }
}

package dev.holdfast.benchmarks.inprocess;

import dev.holdfast.etag.ETagFilter;
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
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** A GET whose tag is the hash of its content, answered with 200. */
@State(Scope.Thread)
public class ShallowTag {
    /** How large the content is, in bytes, and how it is written. */
    @Param({"1024", "102400", "102400 at once", "1048576"})
    public String content = "";

    private final ETagFilter etagFilter =
            ETagFilter.builder().rule(rule -> rule.path("/v1/**")).build();
    private @Nullable FilterChain bare;
    private @Nullable FilterChain holdfast;
    private @Nullable FilterChain spring;
    private @Nullable Exchanges exchanges;

    /** Deploys the filters. */
    @Setup
    public void start() throws Exception {
        int length = Integer.parseInt(content.split(" ", 2)[0]);
        byte[] json = Contents.json(length);
        FilterChain handler = content.endsWith("at once") ? Chains.document(json) : Chains.serialised(json);
        bare = handler;
        holdfast = Chains.of(handler, List.of(StubContext.deploy(etagFilter)));
        spring = Chains.of(handler, List.of(StubContext.deploy(new ShallowEtagHeaderFilter())));
        exchanges = new Exchanges(new StubRequest("GET", "/v1/expenses", new byte[0]), length, 200);
    }

    /** Stops the filter. */
    @TearDown
    public void stop() {
        etagFilter.destroy();
    }

    /** The handler alone, without a tag. */
    @Benchmark
    public Object bare() throws Exception {
        return Objects.requireNonNull(exchanges).run(Objects.requireNonNull(bare));
    }

    /** Behind the filter. */
    @Benchmark
    public Object holdfast() throws Exception {
        return tagged(Objects.requireNonNull(holdfast));
    }

    /** Behind Spring's {@code ShallowEtagHeaderFilter}. */
    @Benchmark
    public Object spring() throws Exception {
        return tagged(Objects.requireNonNull(spring));
    }

    private Object tagged(FilterChain chain) throws Exception {
        StubResponse response = Objects.requireNonNull(exchanges).run(chain);
        if (!response.containsHeader("ETag")) {
            throw new IllegalStateException("There is no tag");
        }
        return response;
    }
}

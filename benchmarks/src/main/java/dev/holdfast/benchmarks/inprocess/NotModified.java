package dev.holdfast.benchmarks.inprocess;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.etag.CounterVersions;
import dev.holdfast.etag.ETagFilter;
import dev.holdfast.etag.EntityTag;
import dev.holdfast.etag.ResourceVersion;
import dev.holdfast.etag.ResourceVersions;
import dev.holdfast.jdbc.JdbcResourceVersions;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** A GET of 1 KiB whose client has the current content. */
@State(Scope.Thread)
public class NotModified {
    private static final int LENGTH = 1024;

    /** Where the version is known. */
    @Param({"bare", "a constant", "CounterVersions", "JdbcResourceVersions", "RepresentationVersions", "Spring"})
    public String source = "";

    private final FilterChain handler = Chains.document(Contents.json(LENGTH));
    private @Nullable HikariDataSource pool;
    private @Nullable Filter filter;
    private @Nullable FilterChain chain;
    private @Nullable Exchanges exchanges;

    /** Deploys the filter, and reads the tag that the client has. */
    @Setup
    public void start() throws Exception {
        StubRequest request = new StubRequest("GET", "/v1/expenses/42", new byte[0]);
        if (source.equals("bare")) {
            chain = handler;
            exchanges = new Exchanges(request, LENGTH, 200);
            return;
        }
        Filter deployed =
                StubContext.deploy(source.equals("Spring") ? new ShallowEtagHeaderFilter() : filterOn(source));
        filter = deployed;
        FilterChain filtered = Chains.of(handler, List.of(deployed));
        chain = filtered;
        StubResponse first = new Exchanges(request, LENGTH, 200).run(filtered);
        request.with("If-None-Match", Objects.requireNonNull(first.getHeader("ETag")));
        exchanges = new Exchanges(request, LENGTH, 304);
    }

    private ETagFilter filterOn(String name) throws Exception {
        return switch (name) {
            case "a constant" -> on(request -> Optional.of(ResourceVersion.of(EntityTag.strong("1"))));
            case "CounterVersions" -> on(CounterVersions.inProcess());
            case "JdbcResourceVersions" -> on(versionsInDatabase());
            case "RepresentationVersions" ->
                ETagFilter.builder()
                        .rule(rule -> rule.path("/v1/expenses/{id}"))
                        .build();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static ETagFilter on(ResourceVersions versions) {
        return ETagFilter.builder()
                .rule(rule -> rule.path("/v1/expenses/{id}").versions(versions))
                .build();
    }

    private ResourceVersions versionsInDatabase() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:versions;DB_CLOSE_DELAY=-1");
        HikariDataSource opened = new HikariDataSource(config);
        pool = opened;
        try (Connection connection = opened.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table expenses (id bigint primary key, version bigint not null)");
            statement.execute("insert into expenses values (42, 7)");
        }
        return JdbcResourceVersions.builder(opened)
                .query("select version from expenses where id = :id")
                .tag("{version}")
                .build();
    }

    /** Stops the filter, and what it stands on. */
    @TearDown
    public void stop() {
        if (filter != null) {
            filter.destroy();
        }
        if (pool != null) {
            pool.close();
        }
    }

    /** One read. */
    @Benchmark
    public Object read() throws Exception {
        return Objects.requireNonNull(exchanges).run(Objects.requireNonNull(chain));
    }
}

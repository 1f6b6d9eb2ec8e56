package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.etag.EntityTag;
import dev.holdfast.etag.GuardTimeoutException;
import dev.holdfast.etag.Representation;
import dev.holdfast.etag.ResourceRequest;
import dev.holdfast.etag.ResourceVersion;
import dev.holdfast.etag.WriteGuards;
import dev.holdfast.testkit.OwnThread;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sources and the guards do on each database. */
abstract class VersionSourcesContract {
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration PATIENTLY = Duration.ofSeconds(20);

    private final HikariDataSource pool = new HikariDataSource();

    abstract Backend backend();

    @BeforeEach
    void fill() {
        pool.setJdbcUrl(backend().address().url());
        pool.setUsername(backend().address().user());
        pool.setPassword(backend().address().password());
        pool.setMaximumPoolSize(8);
        Jdbi.create(pool).useHandle(handle -> {
            handle.execute("drop table if exists things");
            handle.execute("drop table if exists holdfast_version");
            handle.execute("create table things (id bigint primary key, owner varchar(20), version integer,"
                    + " changed timestamp)");
            handle.execute("insert into things values (7, 'alice', 3, timestamp '1994-10-29 19:43:31')");
        });
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private JdbcResourceVersions versions(String query) {
        return JdbcResourceVersions.builder(pool)
                .query(query)
                .tag("{id}-v{version}")
                .build();
    }

    private static ResourceRequest request(String id, String caller) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                VersionSourcesContract.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> method.getName().equals("getMethod") ? "PUT" : "");
        return new ResourceRequest() {
            @Override
            public HttpServletRequest request() {
                return request;
            }

            @Override
            public String path() {
                return "/things/" + id;
            }

            @Override
            public Map<String, String> variables() {
                return Map.of("id", id);
            }

            @Override
            public Optional<String> caller() {
                return Optional.of(caller).filter(name -> !name.isEmpty());
            }

            @Override
            public Optional<Representation> representation() {
                return Optional.empty(); // asynchronous, say
            }
        };
    }

    @Test
    void aVersionIsReadFromTheApplicationsTable() throws Exception {
        JdbcResourceVersions versions = versions("select version from things where id = :id and owner = :caller");

        assertThat(versions.current(request("7", "alice"))).contains(ResourceVersion.of(EntityTag.strong("7-v3")));
    }

    @Test
    void aDateIsReadWhereThereIsOne() throws Exception {
        JdbcResourceVersions versions = versions("select version, changed as last_modified from things where id = :id");

        assertThat(versions.current(request("7", "alice")).flatMap(ResourceVersion::lastModified))
                .hasValueSatisfying(date -> assertThat(date)
                        .isBetween(Instant.parse("1994-10-29T00:00:00Z"), Instant.parse("1994-10-31T00:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "-1", "one", "7 or 1=1", "99999999999999999999999", "", "7;--", "\u0667"})
    void whatIsNotThereOrNoIdIsAbsent(String id) throws Exception {
        JdbcResourceVersions versions = versions("select version from things where id = :id and owner = :caller");

        Optional<ResourceVersion> found = versions.current(request(id, "alice"));

        // MariaDB reads as much of a number as there is; its tag is that of the path all the same
        assertThat(found.map(version -> version.tag().opaque())).isNotEqualTo(Optional.of("7-v3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "", "alice' or '1'='1", "ALICE "})
    void ofWhatOthersOwnNothingIsSaid(String caller) throws Exception {
        JdbcResourceVersions versions =
                versions("select version from things where id = :id and owner = :caller and :caller <> 'ALICE '");

        assertThat(versions.current(request("7", caller))).isEmpty();
    }

    @Test
    void aQueryThatIsWrongIsAFailureThatTellsNoValues() {
        JdbcResourceVersions versions = versions("select version from nothing where id = :id");

        assertThatThrownBy(() -> versions.current(request("secret", "alice")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SQLState")
                .hasMessageNotContaining("secret");
    }

    @Test
    void noVersionIsAFailureAndNotAVersion() {
        Jdbi.create(pool).useHandle(handle -> handle.execute("update things set version = null"));
        JdbcResourceVersions versions = versions("select version from things where id = :id");

        assertThatThrownBy(() -> versions.current(request("7", "alice")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("{version}");
    }

    @Test
    void aWriteThatIsRefusedGivesTheNumberBack() throws Exception {
        JdbcCounterVersions versions = JdbcCounterVersions.on(pool);
        versions.createSchema();
        ResourceRequest thing = request("10", "alice");
        EntityTag first = versions.current(thing).orElseThrow().tag();
        versions.changing(thing);
        EntityTag meanwhile = versions.current(thing).orElseThrow().tag();
        versions.changed(thing, 422);

        assertThat(versions.current(thing).orElseThrow().tag()).isEqualTo(first).isNotEqualTo(meanwhile);
        versions.changing(thing);
        assertThat(versions.current(thing).orElseThrow().tag()).isNotEqualTo(meanwhile);
        versions.changed(thing, 200);
        assertThat(versions.current(thing).orElseThrow().tag()).isNotIn(first, meanwhile);
    }

    @Test
    void aNumberIsNeverGivenTwice() throws Exception {
        JdbcCounterVersions versions = JdbcCounterVersions.on(pool);
        versions.createSchema();
        versions.createSchema();
        Jdbi.create(pool).useHandle(handle -> handle.execute("delete from holdfast_version"));
        ResourceRequest thing = request("7", "alice");

        EntityTag first = versions.current(thing).orElseThrow().tag();
        assertThat(versions.current(thing).orElseThrow().tag()).isEqualTo(first);
        versions.changing(thing);
        EntityTag meanwhile = versions.current(thing).orElseThrow().tag();
        versions.changed(thing, 200);
        EntityTag second = versions.currentUnderGuard(thing).orElseThrow().tag();

        assertThat(first).isNotEqualTo(meanwhile).isNotEqualTo(second);
        assertThat(meanwhile).isNotEqualTo(second);
        assertThat(versions.current(request("8", "alice")).orElseThrow().tag()).isNotEqualTo(second);
    }

    /** The node died while its application wrote: who read meanwhile has a tag of which nobody knows what it stands for. */
    @Test
    void aWriterThatDiedLeavesNoTagThatHolds() throws Exception {
        JdbcCounterVersions versions = JdbcCounterVersions.on(pool);
        versions.createSchema();
        ResourceRequest thing = request("9", "alice");
        versions.current(thing);
        versions.changing(thing);
        EntityTag meanwhile = versions.current(thing).orElseThrow().tag();

        EntityTag next = versions.currentUnderGuard(thing).orElseThrow().tag();

        assertThat(next).isNotEqualTo(meanwhile);
        assertThat(versions.current(thing).orElseThrow().tag()).isEqualTo(next);
    }

    @Test
    void aGuardKeepsOthersOutOnEveryNode() throws Exception {
        WriteGuards one = guards();
        WriteGuards other = guards();
        WriteGuards.Guard held = one.enter("/things/7", PATIENTLY);

        assertThatThrownBy(() -> one.enter("/things/7", SOON)).isInstanceOf(GuardTimeoutException.class);
        assertThatThrownBy(() -> other.enter("/things/7", SOON)).isInstanceOf(GuardTimeoutException.class);
        other.enter("/things/8", PATIENTLY).close();
        CompletableFuture<WriteGuards.Guard> waiting =
                CompletableFuture.supplyAsync(() -> enter(other), new OwnThread());
        held.close();
        held.close();

        waiting.get().close();
        one.enter("/things/7", PATIENTLY).close();
    }

    @Test
    void whoWaitsForOneRowTakesOneConnection() throws Exception {
        JdbcWriteGuards guards =
                JdbcWriteGuards.builder(pool).maximumConnections(2).build();
        guards.createSchema();
        try (WriteGuards.Guard held = guards.enter("/a", PATIENTLY)) {
            CompletableFuture<?>[] waiting = new CompletableFuture<?>[20];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = CompletableFuture.runAsync(
                        () -> {
                            try {
                                guards.enter("/a", SOON).close();
                            } catch (GuardTimeoutException e) {
                                // as it should be
                            }
                        },
                        new OwnThread());
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isLessThanOrEqualTo(2);
            CompletableFuture.allOf(waiting).get();
            assertThat(held).isNotNull();
        }
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void aDatabaseThatIsGoneIsAGuardThatCannotBeHad() {
        WriteGuards guards = guards();
        pool.close();

        assertThatThrownBy(() -> guards.enter("/things/7", SOON))
                .isInstanceOf(GuardTimeoutException.class)
                .hasMessage("There is no connection to the database");
    }

    private WriteGuards guards() {
        JdbcWriteGuards guards = JdbcWriteGuards.builder(pool).build();
        guards.createSchema();
        return guards;
    }

    private static WriteGuards.Guard enter(WriteGuards guards) {
        try {
            return guards.enter("/things/7", PATIENTLY);
        } catch (GuardTimeoutException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.holdfast.jdbc;

import static dev.holdfast.jdbc.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.StoredRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clock is the database's, and no zone of a JVM or of a session has a say in what it shows. */
class TimeZonesTest {
    /** West and east of everything, on a half hour, and with a summer time of half an hour. */
    private static final List<String> ZONES = List.of(
            "Etc/GMT+12", "Pacific/Kiritimati", "Asia/Kolkata", "Australia/Lord_Howe", "America/New_York", "UTC");

    private final TimeZone before = TimeZone.getDefault();

    @AfterEach
    void restore() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest
    @EnumSource
    void timesAreMicrosecondsSince1970InEveryJvm(Backend backend) {
        try (var node = Node.on(backend)) {
            for (String zone : ZONES) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                try (var other = node.another()) {
                    Claims.start(other.store(), claim(zone));
                }

                assertNow(zone, node.number("max(token)"));
                assertNow(zone, node.number("max(lease_until)") - Micros.of(Claims.LEASE));
                assertNow(zone, node.number("max(expires_at)") - Micros.of(Claims.RETENTION));
                node.execute("delete from " + node.table());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesInDifferentZonesAgree(Backend backend) {
        try (var node = Node.on(backend)) {
            for (String zone : ZONES) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                try (var other = node.another()) {
                    var mine = Claims.start(other.store(), claim(zone));

                    TimeZone.setDefault(before);
                    var attempt = (Attempt.InFlight) node.store().begin(claim(zone));
                    assertThat(attempt.leaseRemaining()).isBetween(Claims.LEASE.minusSeconds(30), Claims.LEASE);
                    assertThat(node.store().complete(claim(zone).id(), mine, new byte[1], Claims.RETENTION))
                            .isNotNull();
                    assertThat(other.store().begin(claim(zone))).isInstanceOf(Attempt.Completed.class);
                }
            }
            node.letTimePass(Claims.RETENTION);
            assertThat(node.store().purge()).isEqualTo(ZONES.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theZoneOfASessionHasNoSay(Backend backend) {
        try (var node = Node.on(backend);
                var west = node.another(pool -> pool.setConnectionInitSql(zone(backend, "-11:00")));
                var east = node.another(pool -> pool.setConnectionInitSql(zone(backend, "+13:00")))) {
            Claims.start(west.store(), claim("a"));

            assertThat(east.store().begin(claim("a"))).isInstanceOf(Attempt.InFlight.class);
            assertThat(east.store().find(claim("a").id()).orElseThrow().state()).isEqualTo(State.IN_FLIGHT);
            node.letTimePass(Claims.LEASE);
            assertThat(west.store().find(claim("a").id()).orElseThrow().state()).isEqualTo(State.LAPSED);
        }
    }

    private static String zone(Backend backend, String offset) {
        return switch (backend.dialect) {
            case MARIADB, MYSQL -> "set time_zone = '" + offset + "'";
            case POSTGRESQL, H2 -> "set time zone '" + offset + "'";
        };
    }

    private static void assertNow(String zone, long micros) {
        var time = Instant.EPOCH.plus(Micros.toDuration(micros));
        assertThat(Duration.between(time, Instant.now()).abs()).as(zone).isLessThan(Duration.ofSeconds(30));
    }
}

package dev.holdfast.jdbc;

import static dev.holdfast.jdbc.Claims.claim;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stays of a released record, for how long, and what for. */
class ReleasedRecordsTest {

    @ParameterizedTest
    @EnumSource
    void theNextTokenIsGreaterAlthoughTheClockWasSetBack(Backend backend) {
        try (var node = Node.on(backend)) {
            var token = Claims.start(node.store(), claim("a"));
            long ahead = token.value() + Micros.of(Duration.ofHours(1));
            node.execute("update " + node.table() + " set token = ?", ahead);
            node.execute("update " + node.table() + " set expires_at = 0");

            assertThat(Claims.start(node.store(), claim("a")).value()).isEqualTo(ahead + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPurgeLeavesThemForAMinute(Backend backend) {
        try (var node = Node.on(backend)) {
            node.store().release(claim("a").id(), Claims.start(node.store(), claim("a")));

            assertThat(node.store().purge()).isZero();
            node.letTimePass(Duration.ofSeconds(50));
            assertThat(node.store().purge()).isZero();
            node.letTimePass(Duration.ofSeconds(11));
            assertThat(node.store().purge()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theyCountForNobody(Backend backend) {
        try (var node = Node.on(backend)) {
            node.store().release(claim("a").id(), Claims.start(node.store(), claim("a")));

            assertThat(node.store().find(claim("a").id())).isEmpty();
            assertThat(node.store().forget(Claims.caller())).isZero();
            Claims.start(node.store(), claim("b", 1));
        }
    }
}

package dev.holdfast.jdbc.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.http.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryCheckTest {
    private final Operation operation = new Operation("a");

    @Test
    void oneRowWithTheIdThatWasToldIsRight() {
        told(201, "1\n");
        told(201, "1\n");

        assertThat(check(1L).isClean()).isTrue();
    }

    /** A client that gave up does not know, and either is right. */
    @Test
    void anOperationThatWasNotAnsweredMayHaveBeenDoneOrNot() {
        told(503, "");

        assertThat(check(1L).isClean()).isTrue();
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void twoRowsAreADuplicate() {
        told(201, "1\n");

        assertThat(check(1L, 2L)).isEqualTo(new HistoryCheck(Set.of("a"), none(), none()));
    }

    @Test
    void twoIdsAreADuplicateAndTheOneWithoutARowIsLost() {
        told(201, "1\n");
        told(201, "2\n");

        assertThat(check(1L)).isEqualTo(new HistoryCheck(Set.of("a"), Set.of("a"), none()));
    }

    @Test
    void anAcknowledgedOperationWithoutItsRowIsLost() {
        told(201, "1\n");

        assertThat(check()).isEqualTo(new HistoryCheck(none(), Set.of("a"), none()));
        assertThat(check(2L)).isEqualTo(new HistoryCheck(none(), Set.of("a"), none()));
    }

    @Test
    void aRowOfARefusedOperationIsAPhantom() {
        told(422, "");

        assertThat(check(1L)).isEqualTo(new HistoryCheck(none(), none(), Set.of("a")));
        assertThat(check().isClean()).isTrue();
    }

    @Test
    void aRowThatNobodyAskedForIsAPhantom() {
        assertThat(HistoryCheck.of(List.of(), Map.of("a", List.of(1L))))
                .isEqualTo(new HistoryCheck(none(), none(), Set.of("a")));
    }

    private void told(int status, String body) {
        var unused = operation.answered(new WireResponse(status, List.of(), body.getBytes(UTF_8)));
    }

    private HistoryCheck check(Long... rows) {
        return HistoryCheck.of(List.of(operation), rows.length == 0 ? Map.of() : Map.of("a", List.of(rows)));
    }

    private static Set<String> none() {
        return Set.of();
    }
}

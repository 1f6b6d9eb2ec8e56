package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.servlet.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordNamesTest {
    private static final Caller ALICE = new Caller(Caller.Kind.AUTHENTICATED, "alice");

    @Test
    void theSameOperationHasTheSameNames() {
        assertThat(new RecordNames("shop").of(ALICE, "k", Mode.ENFORCE))
                .isEqualTo(new RecordNames("shop").of(ALICE, "k", Mode.ENFORCE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void differentOperationsNeverMeet(long seed) {
        Random random = new Random(seed);
        Map<Object, List<Object>> records = new HashMap<>();
        Map<Object, List<Object>> scopes = new HashMap<>();
        Map<Object, List<Object>> downstream = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            String namespace = word(random);
            Caller caller =
                    new Caller(random.nextBoolean() ? Caller.Kind.AUTHENTICATED : Caller.Kind.ANONYMOUS, word(random));
            String key = word(random);
            Mode mode = random.nextBoolean() ? Mode.ENFORCE : Mode.OBSERVE;

            RecordNames.Names names = new RecordNames(namespace).of(caller, key, mode);

            List<Object> operation = List.of(namespace, caller, key, mode);
            List<Object> whose = List.of(namespace, caller);
            List<Object> what = List.of(namespace, caller, key);
            assertThat(records.getOrDefault(names.record(), operation)).isEqualTo(operation);
            assertThat(scopes.getOrDefault(names.caller(), whose)).isEqualTo(whose);
            assertThat(downstream.getOrDefault(names.downstream().derive(), what))
                    .isEqualTo(what);
            records.put(names.record(), operation);
            scopes.put(names.caller(), whose);
            downstream.put(names.downstream().derive(), what);
        }
    }

    /** Few and short, so that what two of them make together is often the same. */
    private static String word(Random random) {
        String alphabet = "ab/\u0000\u0001é\ud800\udc00";
        StringBuilder word = new StringBuilder();
        for (int left = random.nextInt(4); left > 0; left--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }

    @Test
    void nobodyCanTakeTheAnonymousCallersName() {
        RecordNames names = new RecordNames("");

        assertThat(names.of(new Caller(Caller.Kind.ANONYMOUS, "alice"), "k", Mode.ENFORCE))
                .isNotEqualTo(names.of(ALICE, "k", Mode.ENFORCE));
    }

    @Test
    void whatIsObservedIsApartFromWhatIsEnforced() {
        RecordNames names = new RecordNames("");

        assertThat(names.of(ALICE, "k", Mode.OBSERVE).record())
                .isNotEqualTo(names.of(ALICE, "k", Mode.ENFORCE).record());
    }

    @Test
    void aNameGivesAwayNeitherCallerNorKey() {
        RecordNames.Names names = new RecordNames("shop").of(ALICE, "secret-key", Mode.ENFORCE);

        assertThat(names.toString()).doesNotContain("alice", "secret-key", "shop");
        assertThat(names.downstream().derive()).matches("[A-Za-z0-9_-]{43}");
    }
}

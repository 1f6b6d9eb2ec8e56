package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTimeTest {

    @ParameterizedTest
    @CsvSource({
        // RFC 9562 appendix A.6
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F, 1645557742000",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f, 1645557742000",
        "00000000-0000-7000-8000-000000000000, 0",
        "ffffffff-ffff-7fff-bfff-ffffffffffff, 281474976710655",
        "017f22e2-79b0-7cc3-88c4-dc0c0c07398f, 1645557742000",
        "017f22e2-79b0-7cc3-A8c4-dc0c0c07398f, 1645557742000",
        "017f22e2-79b0-7cc3-b8c4-dc0c0c07398f, 1645557742000",
        // the ULID specification's example of a seed time
        "01ARYZ6S41TSV4RRFFQ69G5FAV, 1469918176385",
        "01aryz6s41tsv4rrffq69g5fav, 1469918176385",
        "00000000000000000000000000, 0",
        "7ZZZZZZZZZZZZZZZZZZZZZZZZZ, 281474976710655",
    })
    void aKeyThatCarriesItsTimeSaysIt(String key, long millis) {
        assertThat(KeyTime.of(key)).contains(Instant.ofEpochMilli(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // RFC 9562 appendix A: versions 1, 3, 4, 5, 6 and 8
                "C232AB00-9414-11EC-B3C8-9F6BDECED846",
                "5df41881-3aed-3515-88a7-2f4a814cf09e",
                "919108f7-52d1-4320-9bac-f847db4148a8",
                "2ed6657d-e927-568b-95e1-2665a8aea6a2",
                "1EC9414C-232A-6B00-B3C8-9F6BDECED846",
                "2489E9AD-2EE2-8E00-8EC9-32D5F69181C0",
                // version 7 with another variant, without dashes, in braces, with something before or after
                "017F22E2-79B0-7CC3-78C4-DC0C0C07398F",
                "017F22E2-79B0-7CC3-C8C4-DC0C0C07398F",
                "017F22E279B07CC398C4DC0C0C07398F",
                "{017F22E2-79B0-7CC3-98C4-DC0C0C07398F}",
                "x017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
                "017F22E2-79B0-7CC3-98C4-DC0C0C07398Fx",
                "017F22E2-79B0-7CC3-98C4-DC0C0C07398G",
                // the ULID specification: the largest is 7ZZZ...; I, L, O and U are no digits; 26 digits
                "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
                "80000000000000000000000000",
                "01ARYZ6S41TSV4RRFFQ69G5FAI",
                "01ARYZ6S41TSV4RRFFQ69G5FAL",
                "01ARYZ6S41TSV4RRFFQ69G5FAO",
                "01ARYZ6S41TSV4RRFFQ69G5FAU",
                "01aryz6s41tsv4rrffq69g5fau",
                "01ARYZ6S41TSV4RRFFQ69G5FA",
                "01ARYZ6S41TSV4RRFFQ69G5FAVV",
                "",
                "order-42",
            })
    void anyOtherKeySaysNoTime(String key) {
        assertThat(KeyTime.of(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyTimeIsReadBackFromBothKinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long millis = random.nextLong() >>> 16;
            String uuid = "%08x-%04x-7%03x-9000-%012x"
                    .formatted(millis >>> 16, millis & 0xffff, random.nextInt(0x1000), random.nextLong() >>> 16);
            String ulid = (ulidTime(millis) + "0123456789ABCDEF").toLowerCase(Locale.ROOT);

            assertThat(KeyTime.of(uuid)).contains(Instant.ofEpochMilli(millis));
            assertThat(KeyTime.of(ulid)).contains(Instant.ofEpochMilli(millis));
        }
    }

    private static String ulidTime(long millis) {
        StringBuilder digits = new StringBuilder();
        for (int shift = 45; shift >= 0; shift -= 5) {
            digits.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt((int) (millis >>> shift & 31)));
        }
        return digits.toString();
    }
}

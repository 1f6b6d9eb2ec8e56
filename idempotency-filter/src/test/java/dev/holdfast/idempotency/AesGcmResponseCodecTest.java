package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.idempotency.store.RecordId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesGcmResponseCodecTest {
    private static final RecordId RECORD = RecordId.of(new byte[32]);
    private static final byte[] OUTCOME = "the outcome of an operation".getBytes(StandardCharsets.UTF_8);

    private final AesGcmResponseCodec codec =
            AesGcmResponseCodec.writingWith("2026", key(32, 1)).build();

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void anOutcomeIsReadAsItWasWritten(int keyLength) {
        ResponseCodec any =
                AesGcmResponseCodec.writingWith("k", key(keyLength, 1)).build();

        assertThat(any.decode(RECORD, any.encode(RECORD, OUTCOME))).isEqualTo(OUTCOME);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 100_000})
    void anOutcomeMayHaveAnyLength(int length) {
        byte[] outcome = key(length, 3);

        assertThat(codec.decode(RECORD, codec.encode(RECORD, outcome))).isEqualTo(outcome);
    }

    @Test
    void whatIsStoredHidesTheOutcome() {
        byte[] stored = codec.encode(RECORD, OUTCOME);

        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("outcome");
    }

    @Test
    void anOutcomeOfAnotherRecordIsRefused() {
        byte[] other = new byte[32];
        other[31] = 1;

        assertRefused(RecordId.of(other), codec.encode(RECORD, OUTCOME));
    }

    @Test
    void aChangeOfAnyBitIsNoticed() {
        byte[] stored = codec.encode(RECORD, OUTCOME);
        for (int at = 0; at < stored.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = stored.clone();
                changed[at] ^= (byte) (1 << bit);
                assertRefused(RECORD, changed);
            }
        }
    }

    @Test
    void bytesThatAreCutOffOrTooManyAreRefused() {
        byte[] stored = codec.encode(RECORD, OUTCOME);
        for (int length = 0; length < stored.length; length++) {
            assertRefused(RECORD, Arrays.copyOf(stored, length));
        }
        assertRefused(RECORD, Arrays.copyOf(stored, stored.length + 1));
    }

    @Test
    void plainBytesAreRefused() {
        assertRefused(
                RECORD, OutcomeFormat.write(new Outcome.Spent(200, Outcome.Reason.STREAMED, new BodyEvidence.None())));
        assertRefused(RECORD, OUTCOME);
        assertRefused(RECORD, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyBytesAreRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = 1;
            }
            assertRefused(RECORD, bytes);
        }
    }

    @Test
    void aNewKeyWritesAndTheOldOneStillReads() {
        ResponseCodec rotated = AesGcmResponseCodec.writingWith("2027", key(16, 2))
                .readingWith("2026", key(32, 1))
                .build();

        assertThat(rotated.decode(RECORD, codec.encode(RECORD, OUTCOME))).isEqualTo(OUTCOME);
        assertRefused(RECORD, rotated.encode(RECORD, OUTCOME));
    }

    @Test
    void aKeyThatIsGoneReadsNothing() {
        ResponseCodec other =
                AesGcmResponseCodec.writingWith("2027", key(32, 1)).build();

        assertThatExceptionOfType(ResponseCodec.CodecException.class)
                .isThrownBy(() -> other.decode(RECORD, codec.encode(RECORD, OUTCOME)))
                .withMessageContaining("ring");
    }

    @Test
    void anotherKeyOfTheSameNameReadsNothing() {
        ResponseCodec other =
                AesGcmResponseCodec.writingWith("2026", key(32, 2)).build();

        assertRefused(other, RECORD, codec.encode(RECORD, OUTCOME));
    }

    @Test
    void theKeysAreCopied() {
        byte[] key = key(32, 1);
        ResponseCodec copied = AesGcmResponseCodec.writingWith("2026", key).build();
        Arrays.fill(key, (byte) 0);

        assertThat(codec.decode(RECORD, copied.encode(RECORD, OUTCOME))).isEqualTo(OUTCOME);
    }

    @Test
    void noNonceIsUsedTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            byte[] stored = codec.encode(RECORD, OUTCOME);
            nonces.add(HexFormat.of().formatHex(stored, 6, 18));
        }

        assertThat(nonces).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 31, 33, 64})
    void aKeyOfAWrongLengthIsNamed(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AesGcmResponseCodec.writingWith("2026", key(length, 1)))
                .withMessage("The key \"2026\" has " + length + " bytes: AES takes 16, 24 or 32");
    }

    @Test
    void twoKeysOfOneNameAreNamed() {
        AesGcmResponseCodec.Builder builder = AesGcmResponseCodec.writingWith("2026", key(32, 1));

        assertThatIllegalStateException()
                .isThrownBy(() -> builder.readingWith("2026", key(32, 2)))
                .withMessage("The ring has two keys named \"2026\"");
    }

    @Test
    void aKeysNameHasUpTo255AsciiCharacters() {
        String longest = "k".repeat(255);
        ResponseCodec any = AesGcmResponseCodec.writingWith(longest, key(32, 1)).build();

        assertThat(any.decode(RECORD, any.encode(RECORD, OUTCOME))).isEqualTo(OUTCOME);
        for (String wrong : new String[] {"", longest + "k", "schl\u00fcssel"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> AesGcmResponseCodec.writingWith(wrong, key(32, 1)));
        }
    }

    @Test
    void itsDescriptionNamesTheKeysAndShowsNone() {
        assertThat(codec).hasToString("AES-GCM, writing with 2026, reading with [2026]");
    }

    private void assertRefused(RecordId record, byte[] stored) {
        assertRefused(codec, record, stored);
    }

    private static void assertRefused(ResponseCodec reader, RecordId record, byte[] stored) {
        assertThatExceptionOfType(ResponseCodec.CodecException.class).isThrownBy(() -> reader.decode(record, stored));
    }

    private static byte[] key(int length, long seed) {
        byte[] key = new byte[length];
        new Random(seed).nextBytes(key);
        return key;
    }
}

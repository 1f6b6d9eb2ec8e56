package dev.holdfast.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.holdfast.servlet.internal.capture.Ending;
import dev.holdfast.servlet.internal.capture.HeaderChange;
import dev.holdfast.servlet.internal.capture.Snapshot;
import dev.holdfast.servlet.internal.digest.Digests;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeFormatTest {

    /** Outcomes whose bytes are kept in a file, as the first release wrote them. */
    enum Golden {
        CREATED {
            @Override
            Outcome outcome() {
                List<HeaderChange> headers = List.of(
                        new HeaderChange("Content-Type", List.of("application/json;charset=utf-8"), true),
                        new HeaderChange("Location", List.of("/v1/orders/1"), true),
                        new HeaderChange("Vary", List.of("Accept", "Origin"), false));
                Map<String, String> trailers = new LinkedHashMap<>();
                trailers.put("X-Sum", "5");
                trailers.put("Server-Timing", "db;dur=5");
                byte[] body = "{\"note\":\"caf\u00e9\"}".getBytes(StandardCharsets.UTF_8);
                return new Outcome.Replayable(
                        new Snapshot(201, null, null, headers, List.of(), new Ending.Body(body), trailers),
                        new BodyEvidence.None());
            }
        },
        STREAMED_PAGE {
            @Override
            Outcome outcome() {
                Cookie cookie = new Cookie("seen", "1");
                cookie.setPath("/v1");
                Ending.Body body = new Ending.Body(new byte[] {1, 2}, 1, true);
                return new Outcome.Replayable(
                        new Snapshot(200, Locale.GERMANY, "UTF-8", List.of(), List.of(cookie), body, Map.of()),
                        new BodyEvidence.None());
            }
        },
        NO_CONTENT {
            @Override
            Outcome outcome() {
                return replayable(204, new Ending.Body(new byte[0]), new BodyEvidence.None());
            }
        },
        UPLOAD_READ_WHOLE {
            @Override
            Outcome outcome() {
                return replayable(200, new Ending.Body(new byte[] {1}), new BodyEvidence.Read(70_000, true, digest()));
            }
        },
        UPLOAD_READ_IN_PART {
            @Override
            Outcome outcome() {
                return replayable(
                        200, new Ending.Body(new byte[] {1}), new BodyEvidence.Read(5_000_000_000L, false, digest()));
            }
        },
        ERROR {
            @Override
            Outcome outcome() {
                return replayable(404, new Ending.SentError(404, null, false, List.of()), new BodyEvidence.None());
            }
        },
        ERROR_WITH_MESSAGE {
            @Override
            Outcome outcome() {
                return replayable(
                        409,
                        new Ending.SentError(
                                409, "Sold out", true, List.of(new HeaderChange("X-Late", List.of("1"), true))),
                        new BodyEvidence.None());
            }
        },
        REDIRECT {
            @Override
            Outcome outcome() {
                return replayable(302, new Ending.Redirect("/v1/orders/1?paid", List.of()), new BodyEvidence.None());
            }
        },
        TOO_LARGE {
            @Override
            Outcome outcome() {
                return new Outcome.Spent(200, Outcome.Reason.TOO_LARGE, new BodyEvidence.None());
            }
        },
        STREAMED {
            @Override
            Outcome outcome() {
                return new Outcome.Spent(200, Outcome.Reason.STREAMED, new BodyEvidence.None());
            }
        },
        NOT_SAVED {
            @Override
            Outcome outcome() {
                return new Outcome.Spent(201, Outcome.Reason.NOT_SAVED, new BodyEvidence.Read(70_000, true, digest()));
            }
        },
        OBSERVED {
            @Override
            Outcome outcome() {
                return new Outcome.Spent(202, Outcome.Reason.OBSERVED, new BodyEvidence.None());
            }
        };

        abstract Outcome outcome();

        byte[] bytes() {
            return HexFormat.of().parseHex(FILE.getProperty(name()));
        }

        private static Outcome replayable(int status, Ending ending, BodyEvidence evidence) {
            return new Outcome.Replayable(new Snapshot(status, List.of(), ending), evidence);
        }

        private static byte[] digest() {
            return Digests.sha256().digest(new byte[] {42});
        }

        private static final Properties FILE = load();

        private static Properties load() {
            Properties file = new Properties();
            try (InputStream in = OutcomeFormatTest.class.getResourceAsStream("outcome-format-1.properties")) {
                file.load(Objects.requireNonNull(in));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return file;
        }
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void whatTheFirstReleaseWroteIsReadForGood(Golden golden) {
        assertThat(OutcomeFormat.read(golden.bytes()))
                .usingRecursiveComparison()
                .isEqualTo(golden.outcome());
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void theFormatOfTheFirstReleaseIsWrittenByteForByte(Golden golden) {
        assertThat(HexFormat.of().formatHex(OutcomeFormat.write(golden.outcome())))
                .isEqualTo(HexFormat.of().formatHex(golden.bytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anOutcomeIsReadAsItWasWritten(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Outcome outcome = outcome(random);

            Outcome read = OutcomeFormat.read(OutcomeFormat.write(outcome));

            assertThat(read).usingRecursiveComparison().isEqualTo(outcome);
        }
    }

    @Test
    void trailersKeepTheirOrder() {
        Map<String, String> trailers = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            trailers.put("X-" + i * 7 % 20, "v");
        }
        Snapshot response = new Snapshot(200, null, null, List.of(), List.of(), new Ending.Body(new byte[0]), trailers);

        Outcome read =
                OutcomeFormat.read(OutcomeFormat.write(new Outcome.Replayable(response, new BodyEvidence.None())));

        assertThat(read)
                .isInstanceOfSatisfying(
                        Outcome.Replayable.class,
                        replayable -> assertThat(
                                        replayable.response().trailers().keySet())
                                .containsExactlyElementsOf(trailers.keySet()));
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void bytesThatAreCutOffAreRefused(Golden golden) {
        byte[] whole = golden.bytes();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void bytesTooManyAreRefused(Golden golden) {
        assertRefused(Arrays.copyOf(golden.bytes(), golden.bytes().length + 1));
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void bytesThatAreChangedAreRefusedOrReadAsTheySay(Golden golden) {
        byte[] whole = golden.bytes();
        for (int at = 0; at < whole.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                assertRefusedOrReadAsTheySay(changed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyBytesAreRefusedOrReadAsTheySay(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at++) {
                // small numbers are those the format knows
                bytes[at] = random.nextInt(4) == 0 ? bytes[at] : (byte) random.nextInt(3);
            }
            assertRefusedOrReadAsTheySay(bytes);
        }
    }

    @Test
    void anotherFormatIsNamed() {
        byte[] later = Golden.NO_CONTENT.bytes();
        later[0] = 2;

        assertThatExceptionOfType(ResponseCodec.CodecException.class)
                .isThrownBy(() -> OutcomeFormat.read(later))
                .withMessage("The stored outcome has format 2, and this release reads 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 100})
    void aCountThatCannotBeIsRefusedBeforeRoomIsMadeForIt(int count) {
        byte[] created = Golden.CREATED.bytes();
        List<byte[]> damaged = new ArrayList<>();
        for (int at = 3; at < created.length - 4; at++) {
            damaged.add(ByteBuffer.wrap(created.clone()).putInt(at, count).array());
        }
        assertRefusedOrReadAsTheySay(damaged.get(0));

        long before = allocated();
        damaged.forEach(OutcomeFormatTest::readOrRefuse);

        assertThat(allocated() - before).isLessThan(damaged.size() * 100_000L);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static void assertRefused(byte[] bytes) {
        assertThatExceptionOfType(ResponseCodec.CodecException.class).isThrownBy(() -> OutcomeFormat.read(bytes));
    }

    private static void assertRefusedOrReadAsTheySay(byte[] bytes) {
        byte[] again = readOrRefuse(bytes);

        assertThat(OutcomeFormat.write(OutcomeFormat.read(again))).isEqualTo(again);
    }

    /** What is read, written again; some other outcome where it was refused. */
    private static byte[] readOrRefuse(byte[] bytes) {
        try {
            return OutcomeFormat.write(OutcomeFormat.read(bytes));
        } catch (ResponseCodec.CodecException e) {
            return Golden.NO_CONTENT.bytes();
        }
    }

    private static Outcome outcome(Random random) {
        BodyEvidence evidence = random.nextBoolean()
                ? new BodyEvidence.None()
                : new BodyEvidence.Read(random.nextLong() >>> 1, random.nextBoolean(), bytes(random, 40));
        if (random.nextInt(4) == 0) {
            Outcome.Reason[] reasons = Outcome.Reason.values();
            return new Outcome.Spent(random.nextInt(600), reasons[random.nextInt(reasons.length)], evidence);
        }
        Map<String, String> trailers = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            trailers.put(text(random), text(random));
        }
        return new Outcome.Replayable(
                new Snapshot(
                        random.nextInt(600),
                        locale(random),
                        random.nextBoolean() ? null : "UTF-16",
                        headers(random),
                        cookies(random),
                        ending(random),
                        trailers),
                evidence);
    }

    private static @Nullable Locale locale(Random random) {
        List<Locale> known = List.of(Locale.GERMANY, Locale.ROOT, Locale.TRADITIONAL_CHINESE);
        return random.nextBoolean() ? null : known.get(random.nextInt(known.size()));
    }

    private static List<HeaderChange> headers(Random random) {
        List<HeaderChange> headers = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            List<String> values = new ArrayList<>(List.of(text(random)));
            for (int more = random.nextInt(3); more > 0; more--) {
                values.add(text(random));
            }
            headers.add(new HeaderChange(text(random), values, random.nextBoolean()));
        }
        return headers;
    }

    private static List<Cookie> cookies(Random random) {
        List<Cookie> cookies = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            Cookie cookie = new Cookie("c" + random.nextInt(100), text(random));
            cookie.setHttpOnly(random.nextBoolean());
            cookie.setMaxAge(random.nextInt());
            cookies.add(cookie);
        }
        return cookies;
    }

    private static Ending ending(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> body(random);
            case 1 -> new Ending.SentError(random.nextInt(600), null, random.nextBoolean(), headers(random));
            case 2 -> new Ending.SentError(random.nextInt(600), text(random), random.nextBoolean(), headers(random));
            default -> new Ending.Redirect(text(random), headers(random));
        };
    }

    private static Ending.Body body(Random random) {
        byte[] bytes = bytes(random, 5_000);
        return new Ending.Body(bytes, random.nextInt(bytes.length + 2) - 1, random.nextBoolean());
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(8); left > 0; left--) {
            text.appendCodePoint(random.nextInt(5) == 0 ? random.nextInt(0xd800) : 0x20 + random.nextInt(0x5f));
        }
        return text.toString();
    }
}

package dev.holdfast.examples.tunnel;

import java.time.Clock;
import java.util.SplittableRandom;
import java.util.UUID;

/** Names of actions, made when the user acts: UUIDs of version 7 (RFC 9562 section 5.7). One thread. */
final class ActionIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SplittableRandom chance;

    ActionIds(Clock clock, SplittableRandom chance) {
        this.clock = clock;
        this.chance = chance;
    }

    String next() {
        long high = clock.millis() << 16 | VERSION_7 | chance.nextInt(1 << 12);
        long low = chance.nextLong() >>> 2 | VARIANT;
        return new UUID(high, low).toString();
    }
}

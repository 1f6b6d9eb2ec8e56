package dev.holdfast.examples.tunnel.proxy;

import java.util.SplittableRandom;

/** Faults by chance. The same seed and number of a connection make the same ones. */
final class SeededFaults implements Faults {
    private static final int PERCENT_REFUSED = 4;
    private static final long LONGEST_DELAY_MILLIS = 250;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final SplittableRandom chance;

    private SeededFaults(SplittableRandom chance) {
        this.chance = chance;
    }

    static SeededFaults of(long seed, int connection) {
        return new SeededFaults(new SplittableRandom(seed + connection * GOLDEN_RATIO));
    }

    @Override
    public boolean refuses() {
        return chance.nextInt(100) < PERCENT_REFUSED;
    }

    @Override
    public Fault next() {
        int percent = chance.nextInt(100);
        double part = chance.nextDouble();
        if (percent < 5) {
            return new Fault.CutInRequest(part);
        }
        if (percent < 10) {
            return new Fault.CutInResponse(part);
        }
        if (percent < 17) {
            return new Fault.DropResponse();
        }
        if (percent < 24) {
            return new Fault.Duplicate();
        }
        return percent < 34 ? new Fault.Delay((long) (part * LONGEST_DELAY_MILLIS)) : new Fault.None();
    }
}

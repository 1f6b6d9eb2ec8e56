package dev.holdfast.benchmarks.stores;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Where the names of records come from. Thread-safe. */
public interface Ids {
    /** How long one is. */
    int LENGTH = 32;

    /** One of them, which is not to be changed. */
    byte[] next();

    /** Those of records that are not there yet: random, as digests are. */
    static Ids fresh() {
        return () -> {
            byte[] id = new byte[LENGTH];
            ThreadLocalRandom.current().nextBytes(id);
            return id;
        };
    }

    /** Some that are known, in no order. */
    static Ids among(List<byte[]> known) {
        List<byte[]> ids = List.copyOf(known);
        return () -> ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    }
}

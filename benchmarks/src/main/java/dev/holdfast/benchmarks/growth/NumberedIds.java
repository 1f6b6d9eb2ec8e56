package dev.holdfast.benchmarks.growth;

import dev.holdfast.benchmarks.stores.Ids;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names of records that a database can make by itself: as long as digests, and spread as evenly, but in order, since whatever
 * the order, an index that is filled at random takes many times as long.
 */
final class NumberedIds {
    private static final long RANGE = 1L << Integer.SIZE;

    private NumberedIds() {}

    /** How far apart the first four bytes of two neighbours are, of so many. */
    static long distance(long count) {
        return RANGE / count;
    }

    /** That of a number from 0: where it lies, and then the beginning of its digest. */
    static byte[] of(long number, long count) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            return ByteBuffer.allocate(Ids.LENGTH)
                    .putInt((int) (number * distance(count)))
                    .put(digest, 0, Ids.LENGTH - Integer.BYTES)
                    .array();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has it", e);
        }
    }

    /** Any of so many, each as likely as the others. */
    static Ids among(long count) {
        return () -> of(ThreadLocalRandom.current().nextLong(count), count);
    }
}

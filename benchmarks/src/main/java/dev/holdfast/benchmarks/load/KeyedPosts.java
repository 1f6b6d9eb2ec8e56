package dev.holdfast.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The requests of one connection: one POST after another, each with a key. Not thread-safe. */
final class KeyedPosts {
    private static final byte[] BODY =
            "{\"item\":\"left-handed screwdriver\",\"quantity\":2}".getBytes(StandardCharsets.UTF_8);

    private final String before;
    private final String after;
    private final String prefix = UUID.randomUUID().toString().substring(0, 24);
    private final int distinct;
    private long sent;

    /**
     * @param distinct how many keys there are before the first is used again; 0 if none ever is
     */
    KeyedPosts(Target target, int distinct) {
        this.before = "POST " + target.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + target.port()
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: \"";
        this.after = "\"\r\nContent-Length: " + BODY.length + "\r\n\r\n" + new String(BODY, StandardCharsets.UTF_8);
        this.distinct = distinct;
    }

    byte[] next() {
        String key = distinct == 0 ? UUID.randomUUID().toString() : prefix + (sent++ % distinct + 100_000_000_000L);
        return (before + key + after).getBytes(StandardCharsets.US_ASCII);
    }
}

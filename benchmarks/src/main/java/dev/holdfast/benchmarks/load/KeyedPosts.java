package dev.holdfast.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;

/** One POST after another, each with a key and answered by 201. */
public final class KeyedPosts implements Requests {
    private static final int PREFIX = 24;
    /** Twelve digits, which make a UUID of the prefix: three for the client and nine for its request. */
    private static final long CLIENT = 1_000_000_000;

    private static final long FIRST = 100;

    private final String before;
    private final String after;
    private final int distinct;
    private final boolean replayed;
    private final String prefix = newPrefix();

    private KeyedPosts(String before, String after, int distinct, boolean replayed) {
        this.before = before;
        this.after = after;
        this.distinct = distinct;
        this.replayed = replayed;
    }

    /**
     * Those of a body, no key of which is ever used twice.
     *
     * @param body JSON
     */
    public static KeyedPosts once(Target target, String body) {
        return posts(target, body, 0, false);
    }

    /**
     * Those of a body whose keys are used again and again.
     *
     * @param body JSON
     * @param distinct how many keys each client uses before it begins again, the same ones in each run of these requests
     * @param replayed whether whoever is asked marks the responses to those that it had before
     */
    public static KeyedPosts again(Target target, String body, int distinct, boolean replayed) {
        return posts(target, body, distinct, replayed);
    }

    private static KeyedPosts posts(Target target, String body, int distinct, boolean replayed) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return new KeyedPosts(
                "POST " + target.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + target.port()
                        + "\r\nContent-Type: application/json\r\nIdempotency-Key: \"",
                "\"\r\nContent-Length: " + length + "\r\n\r\n" + body,
                distinct,
                replayed);
    }

    @Override
    public int status() {
        return 201;
    }

    @Override
    public boolean replayed() {
        return replayed;
    }

    @Override
    public int sentBefore() {
        return distinct;
    }

    @Override
    public Supplier<byte[]> sequence(int number) {
        return new Sequence(prefixOfRun(), number);
    }

    @Override
    public String lua() {
        return """
                local before, after, prefix = %s, %s, "%s"
                local count = 0
                function request()
                  local key = prefix .. string.format("%%.0f", (%d + number) * %d + count)
                  count = count + 1
                  %s
                  return before .. key .. after
                end
                """.formatted(
                        LuaText.quoted(before),
                        LuaText.quoted(after),
                        prefixOfRun(),
                        FIRST,
                        CLIENT,
                        distinct == 0 ? "" : "count = count % " + distinct);
    }

    private String prefixOfRun() {
        return distinct == 0 ? newPrefix() : prefix;
    }

    private static String newPrefix() {
        return UUID.randomUUID().toString().substring(0, PREFIX);
    }

    private final class Sequence implements Supplier<byte[]> {
        private final String prefix;
        private final int number;
        private long count;

        Sequence(String prefix, int number) {
            this.prefix = prefix;
            this.number = number;
        }

        @Override
        public byte[] get() {
            long request = distinct == 0 ? count : count % distinct;
            count++;
            return (before + prefix + ((FIRST + number) * CLIENT + request) + after).getBytes(StandardCharsets.UTF_8);
        }
    }
}

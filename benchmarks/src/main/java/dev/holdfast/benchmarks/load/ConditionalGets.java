package dev.holdfast.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The same GET again and again, of a client that has the content already. */
public final class ConditionalGets implements Requests {
    private final String text;
    private final int status;

    private ConditionalGets(String text, int status) {
        this.text = text;
        this.status = status;
    }

    /**
     * Those of a resource.
     *
     * @param tag what the client has
     * @param status what it is answered by
     */
    public static ConditionalGets of(Target target, String tag, int status) {
        return new ConditionalGets(
                "GET " + target.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + target.port() + "\r\nIf-None-Match: " + tag
                        + "\r\n\r\n",
                status);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean replayed() {
        return false;
    }

    @Override
    public int sentBefore() {
        return 0;
    }

    @Override
    public Supplier<byte[]> sequence(int number) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return () -> bytes;
    }

    @Override
    public String lua() {
        return """
                local text = %s
                function request()
                  return text
                end
                """.formatted(LuaText.quoted(text));
    }
}

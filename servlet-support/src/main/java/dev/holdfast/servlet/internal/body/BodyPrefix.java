package dev.holdfast.servlet.internal.body;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The beginning of a request's body, and perhaps all of it. Immutable.
 *
 * @param bytes shared, not to be changed
 * @param whole whether the body ends where they end
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record BodyPrefix(byte[] bytes, boolean whole) {
    /** Nothing was read, and nothing is known of the rest. */
    static final BodyPrefix NONE = new BodyPrefix(new byte[0], false);

    /** As much as is believed of what a client announces, before it has sent it. */
    private static final int BELIEVED = 64 << 10;

    /**
     * Reads at most {@code limit} bytes and looks whether there are more.
     *
     * @param limit positive
     * @param announced how long the body is said to be; negative if nothing is said, and it may be wrong
     * @throws IOException if the client's connection broke: nothing has been done with the request yet
     */
    public static BodyPrefix read(InputStream body, int limit, long announced) throws IOException {
        long expected = Math.min(announced, limit + 1L);
        byte[] begin = new byte[expected < 0 || expected > BELIEVED + 1 ? 0 : (int) expected];
        int length = body.readNBytes(begin, 0, begin.length);
        if (length < begin.length) {
            return new BodyPrefix(Arrays.copyOf(begin, length), true);
        }
        if (length > limit) {
            return new BodyPrefix(begin, false);
        }
        int next = body.read();
        return next < 0 ? new BodyPrefix(begin, true) : longer(begin, (byte) next, body, limit);
    }

    /** There is more than was announced, or nothing was. */
    private static BodyPrefix longer(byte[] begin, byte next, InputStream body, int limit) throws IOException {
        byte[] rest = body.readNBytes(limit - begin.length);
        byte[] bytes = Arrays.copyOf(begin, begin.length + 1 + rest.length);
        bytes[begin.length] = next;
        System.arraycopy(rest, 0, bytes, begin.length + 1, rest.length);
        return new BodyPrefix(bytes, bytes.length <= limit);
    }
}

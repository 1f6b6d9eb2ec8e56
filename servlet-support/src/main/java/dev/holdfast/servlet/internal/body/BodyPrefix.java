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

    /**
     * Reads at most {@code limit} bytes and looks whether there are more.
     *
     * @param limit positive
     * @throws IOException if the client's connection broke: nothing has been done with the request yet
     */
    public static BodyPrefix read(InputStream body, int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit);
        if (bytes.length < limit) {
            return new BodyPrefix(bytes, true);
        }
        int next = body.read();
        if (next < 0) {
            return new BodyPrefix(bytes, true);
        }
        byte[] longer = Arrays.copyOf(bytes, limit + 1);
        longer[limit] = (byte) next;
        return new BodyPrefix(longer, false);
    }
}

package dev.holdfast.benchmarks.inprocess;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bodies of a size. */
final class Contents {
    private static final String LINE = "{\"item\":\"left-handed screwdriver\",\"quantity\":2,\"price\":\"19.90\"},\n";

    private Contents() {}

    /** Something like JSON. */
    static byte[] json(int bytes) {
        byte[] text = LINE.repeat(bytes / LINE.length() + 1).getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(text, bytes);
    }
}

package dev.holdfast.servlet.internal.capture;

import java.io.ByteArrayOutputStream;

/** The bytes a handler has written so far. One request. */
final class HeldBody extends ByteArrayOutputStream {
    private static final int FIRST_GUESS = 512;

    HeldBody() {
        super(FIRST_GUESS);
    }

    /** The bytes, without a copy where they fill their array; not to be changed. */
    byte[] bytes() {
        return count == buf.length ? buf : toByteArray();
    }
}

package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes a handler has written so far, in pieces that are never moved while it writes. One request.
 *
 * <p>The arrays are this response's alone. Lent ones would spare the collector work, and whoever still writes to one that was
 * given back would write into somebody else's response.
 */
final class HeldBody {
    private static final byte[] NOTHING = {};
    private static final int LEAST = 512;
    private static final int MOST = 16 << 10;
    /** As much as is believed of what a handler announces, before it has written it. */
    private static final int BELIEVED = 64 << 10;

    /** Those before the last; an array that is full is not written to any more, and may be shared. */
    private final List<byte[]> full = new ArrayList<>(0);

    private byte[] last = NOTHING;
    private int inLast;
    private int size;

    int size() {
        return size;
    }

    /** Makes room for as much as is announced, in one piece. */
    void expect(long length) {
        if (size == 0 && length > 0 && length <= BELIEVED) {
            last = new byte[(int) length];
        }
    }

    void write(byte[] bytes, int offset, int count) {
        int fits = Math.min(count, last.length - inLast);
        System.arraycopy(bytes, offset, last, inLast, fits);
        inLast += fits;
        size += count;
        int left = count - fits;
        if (left > 0) {
            grow(left);
            System.arraycopy(bytes, offset + fits, last, 0, left);
            inLast = left;
        }
    }

    /** Twice as much in all, but in pieces of a size that is easily had, and in one for what is written in one go. */
    private void grow(int needed) {
        if (last.length > 0) {
            full.add(last);
        }
        last = new byte[Math.max(needed, Math.min(MOST, Math.max(LEAST, size - needed)))];
    }

    /** The bytes in one piece, without a copy where they are in one that is full; not to be changed. */
    byte[] bytes() {
        if (!full.isEmpty() || inLast < last.length) {
            byte[] joined = new byte[size];
            ByteBuffer target = ByteBuffer.wrap(joined);
            pieces().forEach(target::put);
            full.clear();
            last = joined;
            inLast = size;
        }
        return last;
    }

    /** The bytes as they are, shared, not to be changed: what cannot be written to, digests copy first. */
    List<ByteBuffer> pieces() {
        List<ByteBuffer> pieces = new ArrayList<>(full.size() + 1);
        for (byte[] piece : full) {
            pieces.add(ByteBuffer.wrap(piece));
        }
        pieces.add(ByteBuffer.wrap(last, 0, inLast));
        return pieces;
    }

    /** Writes them to a response that has its status and header fields. */
    void writeTo(HttpServletResponse response) throws IOException {
        for (byte[] piece : full) {
            Ending.inPieces(response, piece, piece.length);
        }
        Ending.inPieces(response, last, inLast);
    }

    /** Writes a part of them to a response that is committed, or is to be. */
    void writeTo(HttpServletResponse response, int from, int to) throws IOException {
        int at = 0;
        for (byte[] piece : full) {
            writePart(response, piece, piece.length, from - at, to - at);
            at += piece.length;
        }
        writePart(response, last, inLast, from - at, to - at);
    }

    private static void writePart(HttpServletResponse response, byte[] piece, int length, int from, int to)
            throws IOException {
        int begin = Math.max(from, 0);
        int end = Math.min(to, length);
        if (begin < end) {
            response.getOutputStream().write(piece, begin, end - begin);
        }
    }
}

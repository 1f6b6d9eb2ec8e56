package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.body.BodyObserver;
import java.io.IOException;
import java.io.InputStream;

/** What is learnt of a large body while its handler reads it. One request. */
final class BodyTail implements BodyObserver {
    private final BodyDigest digest;
    private final long announced;
    private long length;
    private boolean ended;

    /**
     * Begins with what was read in advance.
     *
     * @param announced the request's Content-Length, or a negative number
     */
    BodyTail(BodyDigest digest, byte[] prefix, long announced) {
        this.digest = digest;
        this.announced = announced;
        read(prefix, 0, prefix.length);
    }

    @Override
    public void read(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
        length += count;
    }

    @Override
    public void end() {
        ended = true;
    }

    private boolean whole() {
        return ended || length == announced;
    }

    /** What to record once the handler is done: what it did not read cannot have changed what it did. */
    BodyEvidence evidence() {
        return whole() || digest.comparesPrefixes()
                ? new BodyEvidence.Read(length, whole(), digest.finish())
                : new BodyEvidence.None();
    }

    /** Reads a retry's body as far as the first one was read, and says whether it is the same. */
    boolean matches(BodyEvidence.Read first, InputStream rest) throws IOException {
        long most = digest.comparesPrefixes() ? first.length() - length : Long.MAX_VALUE;
        byte[] buffer = new byte[8192];
        for (long left = most; left > 0 && !ended; ) {
            int count = rest.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                ended = true;
            } else {
                read(buffer, 0, count);
                left -= count;
            }
        }
        if (digest.comparesPrefixes() && (length != first.length() || (first.whole() && rest.read() >= 0))) {
            return false;
        }
        return first.matches(digest.finish());
    }
}

package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.body.BodyObserver;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What is learnt of a body, that was not read in advance as a whole, while its handler reads it. One request. */
final class BodyTail implements BodyObserver {
    private final BodyDigest digest;
    /** What came of the container's attempt to parse the body for the handler. */
    private enum Parsing {
        NOT_TRIED,
        /** It does not parse for this handler, or the body is larger than it may be: it need not have been read. */
        REFUSED,
        FAILED
    }

    /** For a body that is not read to its end, where its meaning is only known there. */
    private final BodyDigest plain = new Sha256Digest();

    private final boolean comparesPrefixes;
    private final long announced;
    private final byte[] buffer = new byte[8192];
    private long length;
    private boolean begun;
    private boolean blocking = true;
    private boolean ended;
    private Parsing parsing = Parsing.NOT_TRIED;
    private BodyEvidence.@Nullable Read parts;

    /**
     * Begins with what was read in advance.
     *
     * @param announced the request's Content-Length, or a negative number
     */
    BodyTail(BodyDigest digest, byte[] prefix, long announced) {
        this.digest = digest;
        this.comparesPrefixes = digest.comparesPrefixes();
        this.announced = announced;
        read(prefix, 0, prefix.length);
    }

    @Override
    public void read(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
        if (!comparesPrefixes) {
            plain.update(bytes, offset, count);
        }
        length += count;
    }

    @Override
    public void begun() {
        begun = true;
    }

    @Override
    public void unblocked() {
        blocking = false;
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void parsed(Collection<Part> found, @Nullable String encoding) {
        if (found.isEmpty()) {
            return; // which is how some containers say that they do not parse for this handler
        }
        try {
            parts = BodyEvidence.Read.ofParts(PartsDigest.of(found), encoding);
        } catch (IOException e) {
            parsing = Parsing.FAILED;
        }
    }

    @Override
    public void unparsed(Exception reason) {
        // Servlet 6.0 §8.1.5 gives this type to what is refused; some containers give it to a malformed body too
        parsing = reason instanceof IllegalStateException ? Parsing.REFUSED : Parsing.FAILED;
    }

    private boolean whole() {
        return ended || length == announced;
    }

    /**
     * What to record once the handler is done. What it did not read cannot have changed what it did; but a little more is
     * read here, if that leads to the end and only the end tells what the body means.
     *
     * @param rest what the handler left
     * @param bound how many bytes of it are read at most
     */
    BodyEvidence evidence(InputStream rest, int bound) {
        if (parts != null) {
            return parts;
        }
        if (parsing != Parsing.NOT_TRIED && !begun) {
            return isIntact(rest, bound) ? new BodyEvidence.None() : BodyEvidence.Read.ofNothingKnown();
        }
        if (comparesPrefixes) {
            return new BodyEvidence.Read(length, whole(), digest.finish());
        }
        if (!begun) {
            return new BodyEvidence.None();
        }
        if (blocking && announced - length <= bound) {
            readOn(rest, bound);
        }
        return new BodyEvidence.Read(length, whole(), whole() ? digest.finish() : plain.finish());
    }

    /** Whether the container left the body alone when it could not parse it: then the handler learnt nothing of it. */
    private boolean isIntact(InputStream rest, int bound) {
        readOn(rest, bound);
        if (!whole()) {
            return parsing == Parsing.REFUSED;
        }
        return announced >= 0 ? length == announced : parsing == Parsing.REFUSED && length > 0;
    }

    private void readOn(InputStream rest, int bound) {
        try {
            // one more than the bound, to see the end there
            for (long left = bound + 1L; left > 0 && !whole(); ) {
                left -= next(rest, left);
            }
        } catch (IOException | IllegalStateException e) {
            // the client has gone, or the handler has made the stream its own: what was read is what is known
        }
    }

    private int next(InputStream rest, long most) throws IOException {
        int count = rest.read(buffer, 0, (int) Math.min(buffer.length, most));
        if (count < 0) {
            ended = true;
            return 0;
        }
        read(buffer, 0, count);
        return count;
    }

    /** Reads a retry's body as far as the first one was read, and says whether it is the same. */
    boolean matches(BodyEvidence.Read first, InputStream rest) throws IOException {
        boolean byMeaning = first.whole() && !comparesPrefixes;
        while (!ended && (byMeaning || length < first.length())) {
            next(rest, byMeaning ? Long.MAX_VALUE : first.length() - length);
        }
        if (byMeaning || comparesPrefixes) {
            return (byMeaning || (length == first.length() && !(first.whole() && rest.read() >= 0)))
                    && first.matches(digest.finish());
        }
        return length == first.length() && first.matches(plain.finish());
    }
}

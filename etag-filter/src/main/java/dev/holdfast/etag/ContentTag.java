package dev.holdfast.etag;

import dev.holdfast.servlet.internal.digest.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The tag of a content that nobody has given one: half its SHA-256, which nobody makes two contents share. */
final class ContentTag {
    private static final int BYTES = 16;

    private ContentTag() {}

    /**
     * The tag.
     *
     * @param content in pieces, which are read to their ends
     */
    static EntityTag of(List<ByteBuffer> content) {
        MessageDigest digest = Digests.sha256();
        content.forEach(digest::update);
        byte[] half = Arrays.copyOf(digest.digest(), BYTES);
        return EntityTag.strong(Base64.getUrlEncoder().withoutPadding().encodeToString(half));
    }
}

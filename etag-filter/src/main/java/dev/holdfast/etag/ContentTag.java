package dev.holdfast.etag;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The tag of a content that nobody has given one: half its SHA-256, which nobody makes two contents share. */
final class ContentTag {
    private static final int BYTES = 16;

    private ContentTag() {}

    static EntityTag of(byte[] content) {
        byte[] digest = sha256().digest(content);
        return EntityTag.strong(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has it", e);
        }
    }
}

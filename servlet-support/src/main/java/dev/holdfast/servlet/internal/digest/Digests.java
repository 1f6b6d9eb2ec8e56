package dev.holdfast.servlet.internal.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Where digests come from. Thread-safe. */
public final class Digests {
    /** Never fed: to copy it takes a fraction of what it takes to ask the security providers each time. */
    private static final MessageDigest UNUSED = ask();

    private Digests() {}

    /** A SHA-256 that nothing has been fed to. */
    public static MessageDigest sha256() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return ask(); // a provider's own
        }
    }

    private static MessageDigest ask() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.RecordId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts outcomes with AES in Galois/Counter Mode (NIST SP 800-38D), bound to their record: bytes moved to another
 * record cannot be read. It writes with one key and reads with every key of its ring, so that keys can be changed while
 * records live.
 *
 * <p>The nonce is drawn at random, 96 bits: change the key before it has written 2<sup>32</sup> outcomes.
 *
 * <p>Thread-safe.
 */
public final class AesGcmResponseCodec implements ResponseCodec {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> ring;
    private final String current;
    private final SecureRandom random = new SecureRandom();

    private AesGcmResponseCodec(Map<String, SecretKey> ring, String current) {
        this.ring = Map.copyOf(ring);
        this.current = current;
    }

    /**
     * A ring with the key that writes.
     *
     * @param id the key's name, 1 to 255 ASCII characters, stored beside what it encrypts
     * @param key 16, 24 or 32 bytes, copied
     */
    public static Builder writingWith(String id, byte[] key) {
        return new Builder(id).readingWith(id, key);
    }

    @Override
    public byte[] encode(RecordId record, byte[] outcome) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] id = current.getBytes(StandardCharsets.US_ASCII);
        byte[] header = ByteBuffer.allocate(2 + id.length + NONCE_BYTES)
                .put(FORMAT)
                .put((byte) id.length)
                .put(id)
                .put(nonce)
                .array();
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, current, nonce, record, outcome);
        return ByteBuffer.allocate(header.length + sealed.length)
                .put(header)
                .put(sealed)
                .array();
    }

    @Override
    public byte[] decode(RecordId record, byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        if (in.remaining() < 2 || in.get() != FORMAT) {
            throw new CodecException("The stored outcome is not encrypted in format " + FORMAT);
        }
        byte[] id = new byte[in.get() & 0xff];
        byte[] nonce = new byte[NONCE_BYTES];
        if (in.remaining() < id.length + nonce.length + TAG_BITS / Byte.SIZE) {
            throw new CodecException("The stored outcome is cut off");
        }
        in.get(id).get(nonce);
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        return apply(Cipher.DECRYPT_MODE, new String(id, StandardCharsets.US_ASCII), nonce, record, sealed);
    }

    private byte[] apply(int mode, String id, byte[] nonce, RecordId record, byte[] input) {
        SecretKey key = ring.get(id);
        if (key == null) {
            throw new CodecException("The ring has no longer the key that encrypted the stored outcome");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(record.bytes());
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new CodecException("The stored outcome was not encrypted for this record, or was changed", e);
        }
    }

    /** The names of the keys, never the keys. */
    @Override
    public String toString() {
        return "AES-GCM, writing with " + current + ", reading with " + ring.keySet();
    }

    /** Collects the ring. Not thread-safe. */
    public static final class Builder {
        private final Map<String, SecretKey> ring = new HashMap<>();
        private final String current;

        private Builder(String current) {
            this.current = current;
        }

        /**
         * Adds a key that was written with before.
         *
         * @throws IllegalArgumentException if the name or the key has not the right length
         * @throws IllegalStateException if the ring has a key of that name
         */
        public Builder readingWith(String id, byte[] key) {
            if (id.isEmpty()
                    || id.length() > 255
                    || !StandardCharsets.US_ASCII.newEncoder().canEncode(id)) {
                throw new IllegalArgumentException("A key's id takes 1 to 255 ASCII characters");
            }
            if (key.length != 16 && key.length != 24 && key.length != 32) {
                throw new IllegalArgumentException(
                        "The key \"" + id + "\" has " + key.length + " bytes: AES takes 16, 24 or 32");
            }
            @Nullable SecretKey earlier = ring.putIfAbsent(id, new SecretKeySpec(key, "AES"));
            if (earlier != null) {
                throw new IllegalStateException("The ring has two keys named \"" + id + "\"");
            }
            return this;
        }

        /** Makes the codec. */
        public AesGcmResponseCodec build() {
            return new AesGcmResponseCodec(ring, current);
        }
    }
}

package dev.holdfast.idempotency;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The bytes of an outcome. They outlive the release that wrote them: what is written here stays readable, and another
 * shape takes another number.
 */
final class OutcomeFormat {
    private static final int VERSION = 1;
    private static final int REPLAYABLE = 1;
    private static final int SPENT = 2;
    private static final int NO_EVIDENCE = 0;
    private static final int EVIDENCE = 1;
    /** Room for what precedes most bodies. */
    private static final int HEAD = 256;

    private OutcomeFormat() {}

    static byte[] write(Outcome outcome) {
        ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
        byte[] body = {};
        try (DataOutputStream out = new DataOutputStream(head)) {
            out.writeByte(VERSION);
            if (outcome instanceof Outcome.Replayable replayable) {
                out.writeByte(REPLAYABLE);
                write(out, outcome.body());
                body = SnapshotFormat.write(out, replayable.response());
            } else if (outcome instanceof Outcome.Spent spent) {
                out.writeByte(SPENT);
                write(out, outcome.body());
                out.writeShort(spent.status());
                out.writeByte(spent.reason().code());
            } else {
                throw new AssertionError(outcome);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return join(head.toByteArray(), body);
    }

    /** The body may be large, and is copied once. */
    private static byte[] join(byte[] head, byte[] body) {
        if (body.length == 0) {
            return head;
        }
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws ResponseCodec.CodecException if the bytes are nothing that it wrote
     */
    static Outcome read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new ResponseCodec.CodecException(
                        "The stored outcome has format " + version + ", and this release reads " + VERSION);
            }
            int kind = in.readUnsignedByte();
            BodyEvidence body = readEvidence(in);
            Outcome outcome = switch (kind) {
                case REPLAYABLE -> new Outcome.Replayable(SnapshotFormat.read(in), body);
                case SPENT -> new Outcome.Spent(in.readUnsignedShort(), readReason(in), body);
                default -> throw new IOException("kind " + kind);
            };
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes too many");
            }
            return outcome;
        } catch (IOException | RuntimeException e) {
            throw e instanceof ResponseCodec.CodecException known
                    ? known
                    : new ResponseCodec.CodecException("The stored outcome is damaged", e);
        }
    }

    private static void write(DataOutputStream out, BodyEvidence evidence) throws IOException {
        if (evidence instanceof BodyEvidence.Read read) {
            out.writeByte(EVIDENCE);
            out.writeLong(read.length());
            out.writeBoolean(read.whole());
            StoredBytes.write(out, read.digest());
        } else {
            out.writeByte(NO_EVIDENCE);
        }
    }

    private static BodyEvidence readEvidence(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case NO_EVIDENCE -> new BodyEvidence.None();
            case EVIDENCE ->
                new BodyEvidence.Read(in.readLong(), StoredBytes.readBoolean(in), StoredBytes.readBytes(in));
            default -> throw new IOException("evidence " + kind);
        };
    }

    private static Outcome.Reason readReason(DataInputStream in) throws IOException {
        int code = in.readUnsignedByte();
        return Arrays.stream(Outcome.Reason.values())
                .filter(reason -> reason.code() == code)
                .findFirst()
                .orElseThrow(() -> new IOException("reason " + code));
    }
}

package dev.holdfast.idempotency;

import dev.holdfast.servlet.internal.capture.Ending;
import dev.holdfast.servlet.internal.capture.HeaderChange;
import dev.holdfast.servlet.internal.capture.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private static final int BODY = 1;
    private static final int ERROR = 2;
    private static final int ERROR_WITH_MESSAGE = 3;
    private static final int REDIRECT = 4;

    private OutcomeFormat() {}

    static byte[] write(Outcome outcome) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            if (outcome instanceof Outcome.Replayable replayable) {
                out.writeByte(REPLAYABLE);
                write(out, outcome.body());
                write(out, replayable.response());
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
        return bytes.toByteArray();
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
                case REPLAYABLE -> new Outcome.Replayable(readSnapshot(in), body);
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
            write(out, read.digest());
        } else {
            out.writeByte(NO_EVIDENCE);
        }
    }

    private static BodyEvidence readEvidence(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case NO_EVIDENCE -> new BodyEvidence.None();
            case EVIDENCE -> new BodyEvidence.Read(in.readLong(), readBoolean(in), readBytes(in));
            default -> throw new IOException("evidence " + kind);
        };
    }

    private static void write(DataOutputStream out, Snapshot response) throws IOException {
        out.writeShort(response.status());
        out.writeInt(response.headers().size());
        for (HeaderChange header : response.headers()) {
            write(out, header.name());
            out.writeBoolean(header.replaces());
            out.writeInt(header.values().size());
            for (String value : header.values()) {
                write(out, value);
            }
        }
        out.writeInt(response.trailers().size());
        for (Map.Entry<String, String> trailer : response.trailers().entrySet()) {
            write(out, trailer.getKey());
            write(out, trailer.getValue());
        }
        write(out, response.ending());
    }

    private static Snapshot readSnapshot(DataInputStream in) throws IOException {
        int status = in.readUnsignedShort();
        List<HeaderChange> headers = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            headers.add(readHeader(in));
        }
        Map<String, String> trailers = new LinkedHashMap<>();
        for (int left = readCount(in); left > 0; left--) {
            trailers.put(readText(in), readText(in));
        }
        return new Snapshot(status, headers, readEnding(in), trailers);
    }

    private static HeaderChange readHeader(DataInputStream in) throws IOException {
        String name = readText(in);
        boolean replaces = readBoolean(in);
        List<String> values = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            values.add(readText(in));
        }
        return new HeaderChange(name, values, replaces);
    }

    private static void write(DataOutputStream out, Ending ending) throws IOException {
        if (ending instanceof Ending.Body body) {
            out.writeByte(BODY);
            write(out, body.bytes());
        } else if (ending instanceof Ending.SentError error) {
            out.writeByte(error.message() == null ? ERROR : ERROR_WITH_MESSAGE);
            out.writeShort(error.status());
            if (error.message() != null) {
                write(out, error.message());
            }
        } else if (ending instanceof Ending.Redirect redirect) {
            out.writeByte(REDIRECT);
            write(out, redirect.location());
        } else {
            throw new AssertionError(ending);
        }
    }

    private static Ending readEnding(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case BODY -> new Ending.Body(readBytes(in));
            case ERROR -> new Ending.SentError(in.readUnsignedShort(), null);
            case ERROR_WITH_MESSAGE -> new Ending.SentError(in.readUnsignedShort(), readText(in));
            case REDIRECT -> new Ending.Redirect(readText(in));
            default -> throw new IOException("ending " + kind);
        };
    }

    private static Outcome.Reason readReason(DataInputStream in) throws IOException {
        int code = in.readUnsignedByte();
        return Arrays.stream(Outcome.Reason.values())
                .filter(reason -> reason.code() == code)
                .findFirst()
                .orElseThrow(() -> new IOException("reason " + code));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(readCount(in));
    }

    /** How many follow of what has at least one byte each. */
    private static int readCount(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("count " + count);
        }
        return count;
    }

    private static boolean readBoolean(DataInputStream in) throws IOException {
        int value = in.readUnsignedByte();
        if (value > 1) {
            throw new IOException("boolean " + value);
        }
        return value == 1;
    }
}

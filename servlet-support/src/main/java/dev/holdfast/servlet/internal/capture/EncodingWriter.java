package dev.holdfast.servlet.internal.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/** Encodes at once, so that the response always knows how much has been written. One request. */
final class EncodingWriter extends Writer {
    /** So few that they leave the encoder in one piece: a response that is let go takes over between two pieces. */
    private static final int PIECE = 1024;

    private final CapturingResponse response;
    private final OutputStreamWriter encoder;
    /** The first half of a character whose second half has not come: neither of two encoders is to get one alone. */
    private char half;

    EncodingWriter(CapturingResponse response, Charset charset) {
        this.response = response;
        this.encoder = new OutputStreamWriter(new Sink(response), charset);
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        if (half != 0 && length > 0) {
            char[] pair = {half, chars[from]};
            half = 0;
            from++;
            piece(pair, 0, 2);
        }
        while (from < end) {
            int count = Math.min(PIECE, end - from);
            if (Character.isHighSurrogate(chars[from + count - 1])) {
                count--;
                if (count == 0) {
                    half = chars[from];
                    return;
                }
            }
            piece(chars, from, count);
            from += count;
        }
    }

    private void piece(char[] chars, int from, int count) throws IOException {
        if (response.body().passing()) {
            response.body().pass(chars, from, count);
        } else {
            encoder.write(chars, from, count);
            encoder.flush();
        }
    }

    @Override
    public void flush() throws IOException {
        response.flushBuffer();
    }

    @Override
    public void close() throws IOException {
        if (half != 0) {
            char[] alone = {half};
            half = 0;
            piece(alone, 0, 1);
        }
        encoder.close();
        response.closeByHandler();
    }

    private static final class Sink extends OutputStream {
        private final CapturingResponse response;

        Sink(CapturingResponse response) {
            this.response = response;
        }

        @Override
        public void write(int b) throws IOException {
            response.body().write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            response.body().write(bytes, offset, length);
        }
    }
}

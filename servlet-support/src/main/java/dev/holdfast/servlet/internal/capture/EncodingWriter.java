package dev.holdfast.servlet.internal.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/** Encodes at once, so that the response always knows how much has been written. One request. */
final class EncodingWriter extends Writer {
    private final CapturingResponse response;
    private final OutputStreamWriter encoder;

    EncodingWriter(CapturingResponse response, Charset charset) {
        this.response = response;
        this.encoder = new OutputStreamWriter(new Sink(response), charset);
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
        encoder.write(chars, offset, length);
        encoder.flush();
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        encoder.write(text, offset, length);
        encoder.flush();
    }

    @Override
    public void flush() throws IOException {
        response.flushBuffer();
    }

    @Override
    public void close() throws IOException {
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
            response.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            response.write(bytes, offset, length);
        }
    }
}

package dev.holdfast.testkit.conformance;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses as applications' own filters do: on the fly, without a length. */
final class GzipFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.addHeader("Vary", "Accept-Encoding");
        String accepted = request.getHeader("Accept-Encoding");
        if (accepted == null || !accepted.contains("gzip")) {
            chain.doFilter(request, response);
            return;
        }
        Compressing compressing = new Compressing(response);
        chain.doFilter(request, compressing);
        compressing.finish();
    }

    private static final class Compressing extends HttpServletResponseWrapper {
        private @Nullable Stream stream;
        private @Nullable PrintWriter writer;

        Compressing(HttpServletResponse response) {
            super(response);
        }

        private Stream stream() throws IOException {
            if (stream == null) {
                setHeader("Content-Encoding", "gzip");
                stream = new Stream(getResponse().getOutputStream());
            }
            return stream;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return stream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (writer == null) {
                writer = new PrintWriter(new OutputStreamWriter(stream(), StandardCharsets.UTF_8));
            }
            return writer;
        }

        @Override
        public void setContentLength(int length) {
            // that of the uncompressed body
        }

        @Override
        public void setContentLengthLong(long length) {
            // that of the uncompressed body
        }

        void finish() throws IOException {
            if (writer != null) {
                writer.flush();
            }
            if (stream != null) {
                stream.finish();
            }
        }
    }

    private static final class Stream extends ServletOutputStream {
        private final GZIPOutputStream gzip;
        private final ServletOutputStream target;

        Stream(ServletOutputStream target) throws IOException {
            this.target = target;
            this.gzip = new GZIPOutputStream(target);
        }

        @Override
        public void write(int b) throws IOException {
            gzip.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            gzip.write(bytes, offset, length);
        }

        void finish() throws IOException {
            gzip.finish();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}

package dev.holdfast.benchmarks.growth;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a body piece by piece, as one that stores it elsewhere would, and answers with its length. */
final class CountingServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final int PIECE = 1 << 16;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = 0;
        byte[] piece = new byte[PIECE];
        InputStream body = request.getInputStream();
        for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
            length += read;
        }
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.getOutputStream().write(Long.toString(length).getBytes(StandardCharsets.US_ASCII));
    }
}

package dev.holdfast.benchmarks.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers a POST by what was posted, and a GET always by the same: as little work as a handler can have. */
final class NotesServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private static final byte[] NOTE = Note.JSON.getBytes(StandardCharsets.UTF_8);

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] posted = request.getInputStream().readAllBytes();
        response.setStatus(HttpServletResponse.SC_CREATED);
        answer(response, posted);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, NOTE);
    }

    private static void answer(HttpServletResponse response, byte[] content) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}

package dev.holdfast.testkit;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes of their owners, as text or JSON, by an application that knows nothing of versions and preconditions. Thread-safe. */
final class NotesServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();

    @SuppressWarnings("serial") // nobody serialises a servlet
    private final Map<String, String> notes = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        reads.incrementAndGet();
        String note = notes.get(name(request));
        if (note == null) {
            response.sendError(404);
            return;
        }
        response.setContentType("application/json");
        response.getOutputStream().write(note.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        writes.incrementAndGet();
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        response.setStatus(notes.put(name(request), body) == null ? 201 : 204);
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        writes.incrementAndGet();
        if (notes.remove(name(request)) == null) {
            response.sendError(404);
        } else {
            response.setStatus(204);
        }
    }

    /** Adds a line to a note. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        writes.incrementAndGet();
        String name = name(request);
        String line = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        notes.computeIfPresent(name.substring(0, name.length() - "/lines".length()), (n, text) -> text + line);
        response.setStatus(201);
        response.getOutputStream().print("added");
    }

    /** Every caller has notes of their own. */
    private static String name(HttpServletRequest request) {
        return request.getUserPrincipal().getName() + request.getPathInfo();
    }
}

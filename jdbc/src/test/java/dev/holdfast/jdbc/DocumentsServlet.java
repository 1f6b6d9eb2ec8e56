package dev.holdfast.jdbc;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** Documents in a table, by an application that counts versions and checks none. Thread-safe. */
final class DocumentsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // nobody serialises a servlet
    private final Jdbi jdbi;

    DocumentsServlet(DataSource pool) {
        this.jdbi = Jdbi.create(pool);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> content = jdbi.withHandle(
                handle -> handle.createQuery("select content from documents where name = ? and owner = ?")
                        .bind(0, name(request))
                        .bind(1, request.getUserPrincipal().getName())
                        .mapTo(String.class)
                        .findFirst());
        if (content.isEmpty()) {
            response.sendError(404);
            return;
        }
        response.setContentType("application/json");
        response.getOutputStream().write(content.get().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads, and writes what it read made newer: the update that a second writer in between would lose. */
    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String content = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String name = name(request);
        String owner = request.getUserPrincipal().getName();
        boolean changed = jdbi.inTransaction(handle -> handle.execute(
                        "update documents set content = ?, version = version + 1 where name = ? and owner = ?",
                        content,
                        name,
                        owner)
                == 1);
        if (!changed) {
            jdbi.useHandle(handle -> handle.execute("insert into documents values (?, ?, ?, 1)", name, owner, content));
        }
        response.setStatus(changed ? 200 : 201);
    }

    private static String name(HttpServletRequest request) {
        return request.getPathInfo().substring(1);
    }
}

package dev.holdfast.compatibility;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out what the last part of the path names, on the names that the query gives. */
final class OperationsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Map<String, Operation> operations = new ConcurrentHashMap<>();

    void add(String name, Operation operation) {
        operations.put(name, operation);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        Operation operation = operations.get(request.getPathInfo().substring(1));
        if (operation == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String[] names = request.getParameterValues("name");
        response.setHeader("X-Run", UUID.randomUUID().toString());
        try {
            String result = String.valueOf(operation.run(names == null ? List.of() : List.of(names)));
            response.setStatus(HttpServletResponse.SC_CREATED);
            answer(response, result);
        } catch (Refused e) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            answer(response, Causes.messages(e));
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static void answer(HttpServletResponse response, String text) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        response.getWriter().print(text);
    }
}

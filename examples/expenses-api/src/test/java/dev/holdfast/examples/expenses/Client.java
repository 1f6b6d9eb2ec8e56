package dev.holdfast.examples.expenses;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** A user of the API. Immutable. */
final class Client {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI server;
    private final String login;

    private Client(URI server, String login) {
        this.server = server;
        this.login = login;
    }

    /** A demo user, whose password is the name. */
    static Client of(URI server, String user) {
        return of(server, user, user);
    }

    static Client of(URI server, String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new Client(server, "Basic " + Base64.getEncoder().encodeToString(login));
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    HttpResponse<String> post(String json) {
        return send("POST", "/v1/expenses", BodyPublishers.ofString(json));
    }

    HttpResponse<String> put(String path, String json) {
        return send("PUT", path, BodyPublishers.ofString(json));
    }

    HttpResponse<String> delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** The path of a new expense. */
    String create(String json) {
        return post(json).headers().firstValue("Location").orElseThrow();
    }

    /** A new operation, under a key of its own. */
    HttpResponse<String> send(String method, String path, BodyPublisher body) {
        return send(method, path, body, UUID.randomUUID().toString());
    }

    /** An operation, or a retry of it. */
    HttpResponse<String> send(String method, String path, BodyPublisher body, String key) {
        HttpRequest.Builder request = withoutKey(path)
                .method(method, body)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key);
        if (method.equals("PUT") || method.equals("DELETE")) {
            request.header("If-Match", "*"); // whatever version there is
        }
        return send(request);
    }

    HttpRequest.Builder request(String path) {
        return withoutKey(path).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    HttpRequest.Builder withoutKey(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", login);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("The server did not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("The server did not answer in time", e);
        }
    }
}

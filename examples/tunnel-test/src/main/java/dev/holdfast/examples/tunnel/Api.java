package dev.holdfast.examples.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.examples.tunnel.history.Replica;
import dev.holdfast.examples.tunnel.history.Replica.Representation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The server, asked without a proxy between. */
record Api(HttpClient http, URI server, String user) {
    private static final String EXPENSES = "/v1/expenses";

    static Api at(int port, String user) {
        return new Api(HttpClient.newHttpClient(), URI.create("http://localhost:" + port), user);
    }

    static String path(long expense) {
        return EXPENSES + "/" + expense;
    }

    /** What it has now. */
    Replica replica() throws IOException, InterruptedException {
        Map<String, Representation> all = new TreeMap<>();
        for (JsonNode expense : Json.read(get(EXPENSES).body())) {
            String path = path(expense.path("id").asLong());
            HttpResponse<String> response = get(path);
            all.put(
                    path,
                    new Representation(response.headers().firstValue("ETag").orElse(null), response.body()));
        }
        return new Replica("the server", all);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Authorization", "Basic " + credentials)
                        .build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
        if (response.statusCode() != 200) {
            throw new IOException("GET " + path + " is answered with " + response.statusCode());
        }
        return response;
    }
}

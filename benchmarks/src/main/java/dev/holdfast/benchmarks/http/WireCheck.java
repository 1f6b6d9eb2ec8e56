package dev.holdfast.benchmarks.http;

import dev.holdfast.benchmarks.app.Note;
import dev.holdfast.benchmarks.app.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/** Makes sure that a server does what it is measured for: nobody should measure errors, or a filter that is not there. */
final class WireCheck {
    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String NO_TAG = "\"none\"";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    WireCheck(int port) {
        this.port = port;
    }

    /** That a POST is carried out and its retry is replayed, or carried out if nothing is in front of the servlet. */
    void post(Stack stack) throws IOException, InterruptedException {
        HttpRequest post = request(Note.COLLECTION)
                .header("Content-Type", "application/json")
                .header(KEY, '"' + UUID.randomUUID().toString() + '"')
                .POST(BodyPublishers.ofString(Note.JSON))
                .build();
        expectPost(stack, send(post), false);
        expectPost(stack, send(post), stack != Stack.BARE);
    }

    private static void expectPost(Stack stack, HttpResponse<String> response, boolean replayed) {
        expect(stack, response, 201, Note.JSON);
        if (response.headers().firstValue(REPLAYED).isPresent() != replayed) {
            throw new IllegalStateException(stack + (replayed ? " has not replayed " : " has replayed ") + response);
        }
    }

    /** That a GET is answered, and by 304 if the client has the content. Gives the tag to ask with. */
    String get(Stack stack) throws IOException, InterruptedException {
        HttpResponse<String> first = send(request(Note.PATH).build());
        expect(stack, first, 200, Note.JSON);
        String tag = first.headers().firstValue("ETag").orElse(NO_TAG);
        if (tag.equals(NO_TAG) != (stack == Stack.BARE)) {
            throw new IllegalStateException(stack + " has answered by the tag " + tag);
        }
        HttpRequest again = request(Note.PATH).header("If-None-Match", tag).build();
        int status = statusWithTag(stack);
        expect(stack, send(again), status, status == 200 ? Note.JSON : "");
        return tag;
    }

    /** What a stack answers by to a client that has the content. */
    static int statusWithTag(Stack stack) {
        return stack == Stack.BARE ? 200 : 304;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static void expect(Stack stack, HttpResponse<String> response, int status, String body) {
        if (response.statusCode() != status || !response.body().equals(body)) {
            throw new IllegalStateException(stack + " has answered by " + response + ": " + response.body());
        }
    }
}

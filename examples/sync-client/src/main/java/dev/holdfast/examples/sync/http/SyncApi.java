package dev.holdfast.examples.sync.http;

import dev.holdfast.examples.sync.outbox.PendingOp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The server, as the sync client sees it. Each method is one exchange, and never throws for what the network does. Thread-safe. */
public final class SyncApi {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final RequestBody NOTHING = RequestBody.create(new byte[0], null);

    private final OkHttpClient client;
    private final HttpUrl server;
    private final Clock clock;

    /**
     * A server behind a client.
     *
     * @param client with the application's time limits and sign-in
     * @param server the root that paths are resolved against
     */
    public SyncApi(OkHttpClient client, HttpUrl server, Clock clock) {
        // A POST that was redirected would go on as a GET, and look as if it had been carried out
        this.client = client.newBuilder()
                .followRedirects(false)
                .addNetworkInterceptor(Attempt::onConnection)
                .build();
        this.server = server;
        this.clock = clock;
    }

    /** Reads a representation, or learns that the one whose entity tag is given is still current. */
    public Fetched fetch(String path, @Nullable String cachedTag) {
        Attempt attempt = new Attempt();
        try {
            return read(exchange(request(path, "If-None-Match", cachedTag).tag(Attempt.class, attempt)));
        } catch (IOException noAnswer) {
            return new Fetched.Failed(noAnswer(noAnswer, attempt));
        }
    }

    private static Fetched read(Received response) {
        if (response.status() == 200 && response.isJson()) {
            return new Fetched.Current(response.tag(), response.body());
        }
        if (response.status() == 304) {
            return new Fetched.NotModified();
        }
        if (response.status() == 404 || response.status() == 410) {
            return new Fetched.Absent();
        }
        return Verdict.onFailedRead(response);
    }

    /** Sends an operation, with the same bytes each time. */
    public Answer send(PendingOp op) {
        Attempt attempt = new Attempt();
        Request.Builder request = request(op.endpoint(), "If-Match", op.ifMatch())
                .method(op.method(), body(op))
                // A Structured Fields String, as draft-ietf-httpapi-idempotency-key-header has it
                .header("Idempotency-Key", '"' + op.opId() + '"')
                .tag(Attempt.class, attempt);
        try {
            return Verdict.on(op.method(), exchange(request));
        } catch (IOException noAnswer) {
            return noAnswer(noAnswer, attempt);
        }
    }

    private static RequestBody body(PendingOp op) {
        return op.bodyJson().isEmpty()
                ? NOTHING
                : RequestBody.create(op.bodyJson().getBytes(StandardCharsets.UTF_8), JSON);
    }

    private Request.Builder request(String path, String condition, @Nullable String tag) {
        HttpUrl url = server.resolve(path);
        if (url == null) {
            throw new IllegalArgumentException("Not a path of the server: " + path);
        }
        Headers.Builder fields = new Headers.Builder().add("Accept", "application/json");
        if (tag != null) {
            // RFC 9110 §8.8.3: an entity tag may hold what is not ASCII
            fields.addUnsafeNonAscii(condition, tag);
        }
        return new Request.Builder().url(url).headers(fields.build());
    }

    private Received exchange(Request.Builder builder) throws IOException {
        Request request = builder.build();
        try (Response response = client.newCall(request).execute()) {
            MediaType type = response.body().contentType();
            return new Received(
                    response.code(),
                    type == null ? "" : type.type() + "/" + type.subtype(),
                    path(request, response.header("Location")),
                    response.header("ETag"),
                    response.header("Retry-After"),
                    clock.instant(),
                    response.body().string());
        } catch (NumberFormatException tooLarge) {
            // OkHttp reads Retry-After itself, as an int
            throw new IOException("A field of the answer has too large a number", tooLarge);
        }
    }

    /** Where a resource is, if that is a path on this server and nothing more. */
    private static @Nullable String path(Request request, @Nullable String location) {
        HttpUrl url = location == null ? null : request.url().resolve(location);
        return url != null && isBelow(request.url(), url) ? url.encodedPath() : null;
    }

    private static boolean isBelow(HttpUrl collection, HttpUrl url) {
        return url.scheme().equals(collection.scheme())
                && url.host().equals(collection.host())
                && url.port() == collection.port()
                && url.encodedQuery() == null
                && url.encodedPath().startsWith(collection.encodedPath() + "/");
    }

    private static Answer.Later noAnswer(IOException failure, Attempt attempt) {
        String reason = "No answer: " + Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        return new Answer.Later(0, reason, Duration.ZERO, attempt.isConnected());
    }
}

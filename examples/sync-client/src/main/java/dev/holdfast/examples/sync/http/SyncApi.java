package dev.holdfast.examples.sync.http;

import dev.holdfast.examples.sync.outbox.PendingOp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
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
        this.client = client.newBuilder().followRedirects(false).build();
        this.server = server;
        this.clock = clock;
    }

    /** Reads a representation, or learns that the one whose entity tag is given is still current. */
    public Fetched fetch(String path, @Nullable String cachedTag) {
        Request.Builder request = request(path);
        if (cachedTag != null) {
            request.header("If-None-Match", cachedTag);
        }
        try {
            return read(exchange(request.build()));
        } catch (IOException noAnswer) {
            return new Fetched.Failed(0, describe(noAnswer));
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
        return new Fetched.Failed(response.status(), "The server answered " + response.status());
    }

    /** Sends an operation, with the same bytes each time. */
    public Answer send(PendingOp op) {
        Request.Builder request = request(op.endpoint())
                .method(op.method(), body(op))
                // A Structured Fields String, as draft-ietf-httpapi-idempotency-key-header has it
                .header("Idempotency-Key", '"' + op.opId() + '"');
        if (op.ifMatch() != null) {
            request.header("If-Match", op.ifMatch());
        }
        try {
            return Verdict.on(op.method(), exchange(request.build()));
        } catch (IOException noAnswer) {
            return new Answer.Later(0, describe(noAnswer), Duration.ZERO);
        }
    }

    private static RequestBody body(PendingOp op) {
        return op.bodyJson().isEmpty()
                ? NOTHING
                : RequestBody.create(op.bodyJson().getBytes(StandardCharsets.UTF_8), JSON);
    }

    private Request.Builder request(String path) {
        HttpUrl url = server.resolve(path);
        if (url == null) {
            throw new IllegalArgumentException("Not a path of the server: " + path);
        }
        return new Request.Builder().url(url).header("Accept", "application/json");
    }

    private Received exchange(Request request) throws IOException {
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
        }
    }

    private static @Nullable String path(Request request, @Nullable String location) {
        HttpUrl url = location == null ? null : request.url().resolve(location);
        return url == null ? null : url.encodedPath();
    }

    private static String describe(IOException noAnswer) {
        return "No answer: " + Objects.requireNonNullElse(noAnswer.getMessage(), noAnswer.toString());
    }
}

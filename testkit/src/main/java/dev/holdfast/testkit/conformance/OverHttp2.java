package dev.holdfast.testkit.conformance;

import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.Transcript.End;
import dev.holdfast.testkit.http.Transcript.Framing;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTP/2 in clear text by prior knowledge (RFC 9113 section 3.3), each on a connection of its own.
 * What HTTP/1.1 says in chunks goes without a length here. Thread-safe.
 */
final class OverHttp2 implements Twins.Client {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How many bytes go out before a server has to ask for more (RFC 9113 section 6.9.2). */
    static final int WINDOW = 65_535;

    /** RFC 9113 section 8.2.2. */
    private static final Set<String> NOT_SENT = caseInsensitive("Connection", "Transfer-Encoding");

    /** Whether the same can be said in HTTP/2, by this client. */
    static boolean canSend(WireRequest request) {
        return !request.hasTrailers()
                && request.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Expect"));
    }

    @Override
    public Transcript transcribe(WireRequest request, int port) {
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .readTimeout(PATIENCE)
                .build();
        try {
            Transcript seen = exchange(client, request, port);
            return seen.whole() && answersAgain(client, port) ? seen.keptOpen() : seen;
        } catch (IOException e) {
            return notUnderstood(e);
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    private static Transcript exchange(OkHttpClient client, WireRequest request, int port) throws IOException {
        try (Response response = client.newCall(translated(request, port)).execute()) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            End end = End.WHOLE;
            try (InputStream in = response.body().byteStream()) {
                in.transferTo(body);
            } catch (IOException e) {
                end = End.BROKEN_OFF;
            }
            return new Transcript(
                    List.of(),
                    "HTTP/2.0 " + response.code(),
                    headers(response.headers()),
                    response.header("Content-Length") == null ? Framing.NONE : Framing.LENGTH,
                    body.toByteArray(),
                    end,
                    end == End.WHOLE ? headers(response.trailers()) : List.of(),
                    false);
        }
    }

    /** What this client makes of what breaks the rules. Of a stream that is reset before a connection it may see one or both. */
    private static Transcript notUnderstood(IOException e) {
        String why = e instanceof ProtocolException ? e.toString() : "reset";
        return new Transcript(List.of(why), "", List.of(), Framing.NONE, new byte[0], End.BROKEN_OFF, List.of(), false);
    }

    private static boolean answersAgain(OkHttpClient client, int port) throws IOException {
        Request ping = new Request.Builder().url(url(port, "/ping")).build();
        try (Response response = client.newCall(ping).execute()) {
            return response.code() == 200 && client.connectionPool().connectionCount() == 1;
        }
    }

    private static Request translated(WireRequest request, int port) {
        Request.Builder translated = new Request.Builder().url(url(port, request.target()));
        boolean encoded = false;
        for (Header header : request.headers()) {
            encoded |= header.name().equalsIgnoreCase("Accept-Encoding");
            if (!NOT_SENT.contains(header.name())) {
                translated.addHeader(header.name(), header.value());
            }
        }
        if (!encoded) {
            translated.header("Accept-Encoding", "identity"); // or the client asks for gzip, and hides it
        }
        boolean bodyless = request.method().equals("GET") || request.method().equals("HEAD");
        return translated
                .method(request.method(), bodyless ? null : new Content(request))
                .build();
    }

    private static String url(int port, String target) {
        return "http://127.0.0.1:" + port + target;
    }

    private static List<Header> headers(Headers headers) {
        List<Header> fields = new ArrayList<>();
        headers.forEach(pair -> fields.add(new Header(pair.getFirst(), pair.getSecond())));
        return fields;
    }

    private static Set<String> caseInsensitive(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }

    /** A body that says its length where the request does. Its type stands among the fields. */
    private static final class Content extends RequestBody {
        private final WireRequest request;

        Content(WireRequest request) {
            this.request = request;
        }

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public long contentLength() {
            return request.isChunked() ? -1 : request.content().length;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(request.content());
        }
    }
}

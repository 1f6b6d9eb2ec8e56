package dev.holdfast.compatibility;

import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import org.glassfish.jersey.server.ChunkedOutput;

/** Answers that come bit by bit. */
@Path("streams")
@Singleton
public class StreamsResource {
    private final ExecutorService workers;
    private final Gate gate;

    StreamsResource(ExecutorService workers, Gate gate) {
        this.workers = workers;
        this.gate = gate;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @POST
    @Path("small")
    public StreamingOutput small() {
        return out -> {
            out.write(bytes("one"));
            out.flush();
            out.write(bytes("two"));
        };
    }

    @POST
    @Path("measured")
    public Response measured() {
        StreamingOutput body = out -> out.write(bytes("12345"));
        return Response.ok(body).header("Content-Length", 5).build();
    }

    @POST
    @Path("large")
    public StreamingOutput large() {
        byte[] block = new byte[100_000];
        return out -> {
            for (int i = 0; i < 15; i++) {
                out.write(block);
            }
        };
    }

    @POST
    @Path("broken")
    public StreamingOutput broken() {
        return out -> {
            out.write(bytes("one"));
            throw new IOException("broken");
        };
    }

    @POST
    @Path("broken-later")
    public StreamingOutput brokenLater() {
        return out -> {
            out.write(new byte[50_000]);
            throw new IOException("broken");
        };
    }

    @POST
    @Path("chunked")
    @Produces("text/plain")
    public ChunkedOutput<String> chunked() {
        ChunkedOutput<String> output = new ChunkedOutput<>(String.class, "\n");
        workers.execute(() -> {
            try (output) {
                output.write("one");
                output.write("two");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return output;
    }

    @POST
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse sse) {
        workers.execute(() -> {
            sink.send(sse.newEvent("one"));
            sink.send(sse.newEventBuilder().id("2").name("second").data("two").build());
            close(sink);
        });
    }

    @POST
    @Path("events-one-by-one")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void oneByOne(@Context SseEventSink sink, @Context Sse sse) {
        workers.execute(() -> {
            sink.send(sse.newEvent("one"));
            gate.pass();
            sink.send(sse.newEvent("two"));
            close(sink);
        });
    }

    /** A sink's own close throws in version 4 of the API what it does not in version 3.1. */
    private static void close(AutoCloseable sink) {
        try {
            sink.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.holdfast.compatibility;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Answers that come bit by bit. */
@RestController
@RequestMapping("/streams")
class StreamsController {
    private final ExecutorService workers;
    private final Gate gate;

    StreamsController(ExecutorService workers, Gate gate) {
        this.workers = workers;
        this.gate = gate;
    }

    @PostMapping("/small")
    StreamingResponseBody small() {
        return out -> {
            write(out, "one");
            out.flush();
            write(out, "two");
        };
    }

    @PostMapping("/entity")
    ResponseEntity<StreamingResponseBody> entity() {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .contentType(MediaType.TEXT_PLAIN)
                .contentLength(5)
                .body(out -> write(out, "12345"));
    }

    @PostMapping("/large")
    ResponseEntity<StreamingResponseBody> large() {
        byte[] block = new byte[100_000];
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(out -> {
                    for (int i = 0; i < 15; i++) {
                        out.write(block);
                    }
                });
    }

    @PostMapping("/broken")
    StreamingResponseBody broken() {
        return out -> {
            write(out, "one");
            throw new IOException("broken");
        };
    }

    @PostMapping("/broken-later")
    StreamingResponseBody brokenLater() {
        return out -> {
            out.write(new byte[50_000]); // more than Spring and the container hold
            throw new IOException("broken");
        };
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/events")
    SseEmitter events() {
        return working(new SseEmitter(), emitter -> {
            emitter.send("one");
            emitter.send(SseEmitter.event().id("2").name("second").data("two"));
            emitter.complete();
        });
    }

    @PostMapping("/events-one-by-one")
    SseEmitter oneByOne() {
        return working(new SseEmitter(), emitter -> {
            emitter.send("one");
            gate.pass();
            emitter.send("two");
            emitter.complete();
        });
    }

    @PostMapping("/emitter")
    ResponseBodyEmitter emitter() {
        return working(new ResponseBodyEmitter(), emitter -> {
            emitter.send("one", MediaType.TEXT_PLAIN);
            emitter.send("two", MediaType.TEXT_PLAIN);
            emitter.complete();
        });
    }

    @PostMapping("/emitter-entity")
    ResponseEntity<ResponseBodyEmitter> emitterEntity() {
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("X-Emitted", "yes")
                .contentType(MediaType.APPLICATION_NDJSON)
                .body(working(new ResponseBodyEmitter(), emitter -> {
                    emitter.send("{}\n", MediaType.TEXT_PLAIN);
                    emitter.complete();
                }));
    }

    @PostMapping("/emitter-broken")
    ResponseBodyEmitter emitterBroken() {
        return working(new ResponseBodyEmitter(), emitter -> emitter.completeWithError(new IOException("broken")));
    }

    private <E extends ResponseBodyEmitter> E working(E emitter, Work<E> work) {
        workers.execute(() -> {
            try {
                work.on(emitter);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return emitter;
    }

    @FunctionalInterface
    private interface Work<E> {
        void on(E emitter) throws IOException;
    }
}

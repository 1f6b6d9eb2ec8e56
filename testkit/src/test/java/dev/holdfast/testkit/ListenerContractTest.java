package dev.holdfast.testkit;

import static dev.holdfast.testkit.Served.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.idempotency.IdempotencyEvent;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.IdempotencyListener;
import dev.holdfast.testkit.FaultyStore.Operation;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever fails, the listener is told of one decision a request, and of one ending of each that started. */
@Timeout(120)
final class ListenerContractTest {
    private static final Set<String> DECISIONS = Set.of("started", "replayed", "refused", "unprotected");
    private static final Set<String> ENDINGS =
            Set.of("completed", "released", "spent", "overtaken", "abandoned", "savedLate", "lost");

    private static final Map<String, Served.Handler> HANDLERS = handlers();

    private static Map<String, Served.Handler> handlers() {
        Map<String, Served.Handler> handlers = new LinkedHashMap<>();
        handlers.put("kept", (request, response) -> response.getWriter().print("kept"));
        handlers.put("failed", (request, response) -> response.setStatus(500));
        handlers.put("thrown", (request, response) -> {
            throw new IllegalStateException("planned");
        });
        handlers.put("large", (request, response) -> response.getWriter().print("x".repeat(5000)));
        handlers.put("large-failed", (request, response) -> {
            response.setStatus(500);
            response.getWriter().print("x".repeat(5000));
        });
        handlers.put("large-thrown", (request, response) -> {
            response.getWriter().print("x".repeat(5000));
            throw new IllegalStateException("planned");
        });
        handlers.put("events", (request, response) -> {
            response.setContentType("text/event-stream");
            response.flushBuffer();
        });
        handlers.put("async", (request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                print(async);
                async.complete();
            });
        });
        handlers.put("async-silent", (request, response) -> request.startAsync().setTimeout(20));
        handlers.put("async-thrown", (request, response) -> {
            request.startAsync().setTimeout(20);
            throw new IllegalStateException("planned");
        });
        return handlers;
    }

    private static void print(AsyncContext async) {
        try {
            async.getResponse().getWriter().print("async");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Served.Setup breaking(Served[] self) {
        return Served.handler((request, response) -> {
                    String path = request.getPathInfo().substring(1);
                    trouble(self[0].store, request.getHeader("X-Trouble"));
                    Objects.requireNonNull(HANDLERS.get(path)).handle(request, response);
                })
                .also(filter -> filter.maximumResponse(1000));
    }

    /** Failures, lost answers, and errors, of one operation or of all. */
    private static void trouble(FaultyStore store, String trouble) {
        String[] words = trouble.split(" ", -1);
        Operation[] operations =
                words[1].equals("ALL") ? Operation.values() : new Operation[] {Operation.valueOf(words[1])};
        switch (words[0]) {
            case "fail" -> store.fail(operations);
            case "lose" -> store.loseAnswer(operations);
            case "break" -> {
                for (Operation operation : operations) {
                    store.before(operation, () -> {
                        throw new StackOverflowError("planned");
                    });
                }
            }
            default -> store.refuseOutcomes(outcome -> outcome.length > 20);
        }
    }

    private static List<String> troubles() {
        List<String> troubles = new ArrayList<>(List.of("none BEGIN"));
        for (String kind : List.of("fail", "lose", "break")) {
            for (Object operation : List.of(Operation.COMPLETE, Operation.RELEASE, Operation.FIND, "ALL")) {
                troubles.add(kind + " " + operation);
            }
        }
        return troubles;
    }

    @Test
    void everyRequestHasOneDecisionAndEveryStartOneEnding() throws Exception {
        Served[] self = new Served[1];
        try (Served served = breaking(self).start()) {
            self[0] = served;
            for (String trouble : troubles()) {
                for (String handler : HANDLERS.keySet()) {
                    WireRequest request = request(handler, trouble);
                    send(served, request);
                    send(served, request);
                    served.store.recover();
                    send(served, request);
                    served.store.recover();
                }
            }

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(objections(served.listener)).isEmpty());
            assertThat(served.listener.count("started")).isGreaterThan(100);
        }
    }

    @Test
    void aStopEndsWhatHasNoEndingYet() throws Exception {
        Served[] self = new Served[1];
        Served served = breaking(self).start();
        try (served) {
            self[0] = served;
            for (String handler : HANDLERS.keySet()) {
                send(served, request(handler, "fail ALL"));
                served.store.fail();
            }
            served.store.die();
        }

        assertThat(objections(served.listener)).isEmpty();
        assertThat(served.listener.events()).contains("lost");
    }

    @Test
    void aListenerThatBreaksChangesNothing() throws Exception {
        IdempotencyListener breaking = new IdempotencyListener() {
            @Override
            public void started(IdempotencyEvent event) {
                throw new IllegalStateException("planned");
            }

            @Override
            public void completed(IdempotencyEvent event, int status) {
                throw new StackOverflowError("planned");
            }

            @Override
            public void replayed(IdempotencyEvent event) {
                throw new StackOverflowError("planned");
            }
        };
        Filter filter = IdempotencyFilter.builder(TestStores.inProcess())
                .rule(rule -> rule.path("/keyed/**").required())
                .listener(breaking)
                .build();
        HttpServlet servlet = new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().print("done");
            }
        };
        try (JettyServer server = JettyServer.start(application ->
                application.filter(new HeaderPrincipal()).filter(filter).servlet("/keyed/*", servlet))) {
            assertThat(post("/x").send(server.port()).text()).isEqualTo("done");
            assertThat(post("/x").send(server.port()).header("Idempotency-Replayed"))
                    .hasValue("true");
        }
    }

    private static WireRequest request(String handler, String trouble) {
        return WireRequest.of("POST", "/keyed/" + handler)
                .header("X-User", "alice")
                .header("X-Trouble", trouble)
                .key(handler + "-" + trouble.replace(' ', '-'));
    }

    private static void send(Served served, WireRequest request) {
        try {
            served.send(request);
        } catch (IOException e) {
            // the container cut the response off, as it does without the filter
        }
    }

    private static List<String> objections(RecordingListener listener) {
        IdentityHashMap<IdempotencyEvent, List<String>> byRequest = new IdentityHashMap<>();
        List<String> events = listener.events();
        List<IdempotencyEvent> subjects = listener.subjects();
        for (int i = 0; i < events.size(); i++) {
            String kind = events.get(i).split(" ", 2)[0];
            byRequest
                    .computeIfAbsent(subjects.get(i), event -> new ArrayList<>())
                    .add(kind);
        }
        List<String> objections = new ArrayList<>();
        byRequest.forEach((event, told) -> {
            long decisions = told.stream().filter(DECISIONS::contains).count();
            long endings = told.stream().filter(ENDINGS::contains).count();
            if (decisions != 1 || endings != (told.contains("started") ? 1 : 0)) {
                objections.add(event + " was told " + told);
            }
        });
        return objections;
    }
}

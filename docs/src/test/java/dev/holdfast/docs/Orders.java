package dev.holdfast.docs;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.testkit.OwnThread;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.OrdersServlet;
import dev.holdfast.testkit.http.WireRequest;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** An application that takes orders at {@code /v1}, behind a filter. */
final class Orders implements AutoCloseable {
    private final OrdersServlet servlet = new OrdersServlet();
    private final JettyServer server;

    private Orders(Consumer<ServletContext> bootstrap) {
        server = JettyServer.start(application -> {
            application.filter(new HeaderPrincipal()).servlet("/v1/*", servlet);
            application.context().addServletContainerInitializer((types, context) -> bootstrap.accept(context));
        });
    }

    static Orders behind(IdempotencyFilter filter) {
        return new Orders(filter::install);
    }

    static Orders setUpBy(Consumer<ServletContext> bootstrap) {
        return new Orders(bootstrap);
    }

    static WireRequest order(String key) {
        return WireRequest.of("POST", "/v1/orders")
                .header("X-User", "alice")
                .key(key)
                .body("{\"item\":\"tea\"}");
    }

    WireResponse send(WireRequest request) throws IOException {
        return request.send(server.port());
    }

    CompletableFuture<WireResponse> sendInBackground(WireRequest request) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return send(request);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                new OwnThread());
    }

    /** From now on, orders wait until the gate is opened. */
    OrdersServlet.Gate hold() {
        return servlet.hold();
    }

    int count() {
        return servlet.orders();
    }

    URI uri() {
        return URI.create("http://localhost:" + server.port() + "/v1/orders");
    }

    @Override
    public void close() {
        server.close();
    }
}

package dev.holdfast.testkit.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application to protect: each request that reaches it is an order, and gets a number that no other gets. Query
 * parameters say how it answers: {@code status}, {@code size} of the body in bytes.
 */
public final class OrdersServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final AtomicInteger orders = new AtomicInteger();
    private transient volatile Gate gate = Gate.OPEN;

    /** How many orders there are: the effect that must not happen twice. */
    public int orders() {
        return orders.get();
    }

    /** From now on, orders wait inside the servlet. */
    public Gate hold() {
        gate = new Gate(new CountDownLatch(1), new CountDownLatch(1));
        return gate;
    }

    /** Where orders wait. */
    public record Gate(CountDownLatch arrived, CountDownLatch opened) {
        static final Gate OPEN = new Gate(new CountDownLatch(0), new CountDownLatch(0));

        /** Waits until an order is inside. */
        public void awaitArrival() throws InterruptedException {
            arrived.await();
        }

        /** Lets everybody pass. */
        public void open() {
            opened.countDown();
        }

        void pass() {
            arrived.countDown();
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        int number = orders.incrementAndGet();
        gate.pass();
        int status = parameter(request, "status").map(Integer::parseInt).orElse(201);
        response.setStatus(status);
        response.setHeader("Location", "/orders/" + number);
        response.addHeader("X-Part", "one");
        response.addHeader("X-Part", "two");
        response.addCookie(new Cookie("seen", Integer.toString(number)));
        response.setContentType("application/json");
        int size = parameter(request, "size").map(Integer::parseInt).orElse(0);
        response.getOutputStream()
                .write(("{\"order\":" + number + ",\"bytes\":" + body.length + "}").getBytes(StandardCharsets.UTF_8));
        response.getOutputStream().write(" ".repeat(size).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> parameter(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getQueryString())
                .map(query -> ("&" + query + "&"))
                .filter(query -> query.contains("&" + name + "="))
                .map(query -> query.substring(query.indexOf("&" + name + "=") + name.length() + 2))
                .map(rest -> rest.substring(0, rest.indexOf('&')));
    }
}

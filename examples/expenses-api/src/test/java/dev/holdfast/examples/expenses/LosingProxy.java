package dev.holdfast.examples.expenses;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.holdfast.testkit.OwnThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A way to the server on which an answer can be lost, when the server has acted already. */
final class LosingProxy implements AutoCloseable {
    private final ServerSocket entrance;
    private final URI server;
    private final Executor threads = new OwnThread();
    private final Queue<Loss> losses = new ConcurrentLinkedQueue<>();

    private LosingProxy(ServerSocket entrance, URI server) {
        this.entrance = entrance;
        this.server = server;
    }

    private record Loss(String status, boolean held, CountDownLatch happened) {
        void lose(InputStream rest) throws IOException {
            happened.countDown();
            if (held) {
                rest.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    static LosingProxy to(URI server) throws IOException {
        LosingProxy proxy = new LosingProxy(new ServerSocket(0), server);
        proxy.threads.execute(proxy::accept);
        return proxy;
    }

    URI address() {
        return URI.create("http://localhost:" + entrance.getLocalPort());
    }

    /** The next answer of that status is lost, and with it its connection. */
    CountDownLatch loseNext(int status) {
        return next(status, false);
    }

    /** The next answer of that status does not arrive, and the client waits for it. */
    CountDownLatch holdNext(int status) {
        return next(status, true);
    }

    private CountDownLatch next(int status, boolean held) {
        Loss loss = new Loss("HTTP/1.1 " + status + " ", held, new CountDownLatch(1));
        losses.add(loss);
        return loss.happened();
    }

    static void await(CountDownLatch loss) throws InterruptedException {
        if (!loss.await(15, TimeUnit.SECONDS)) {
            throw new AssertionError("There was no such answer");
        }
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                connect(entrance.accept());
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void connect(Socket client) throws IOException {
        Socket behind = new Socket(server.getHost(), server.getPort());
        threads.execute(() -> pump(client, behind, false));
        threads.execute(() -> pump(behind, client, true));
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Optional<Loss> loss = answers ? loss(new String(buffer, 0, length, ISO_8859_1)) : Optional.empty();
                if (loss.isPresent()) {
                    loss.get().lose(in);
                    return;
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException closed) {
            // by either side, and then by both
        }
    }

    private Optional<Loss> loss(String answer) {
        return losses.stream()
                .filter(loss -> answer.startsWith(loss.status()))
                .findFirst()
                .filter(losses::remove);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}

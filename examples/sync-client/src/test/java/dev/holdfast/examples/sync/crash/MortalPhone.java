package dev.holdfast.examples.sync.crash;

import dev.holdfast.examples.sync.outbox.WatchedConnection;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** A process on an {@link Errand} that ends, as by a power cut, at its n-th write or send. */
final class MortalPhone {
    /** The exit code of one that died, as of a process that got {@code kill -9}. */
    static final int DEAD = 137;

    private final AtomicInteger left;

    private MortalPhone(int left) {
        this.left = new AtomicInteger(left);
    }

    /** Arguments: the errand's name, the server, the outbox's file, the step to die at. */
    public static void main(String... arguments) throws Exception {
        MortalPhone phone = new MortalPhone(Integer.parseInt(arguments[3]));
        try (Errand errand = new Errand(
                arguments[0],
                HttpUrl.get(arguments[1]),
                WatchedConnection.open(Path.of(arguments[2]), phone::step),
                phone.sends())) {
            errand.run();
        }
        System.exit(0);
    }

    private void step(String name) {
        if (left.decrementAndGet() == 0) {
            System.out.println(name);
            System.out.flush();
            Runtime.getRuntime().halt(DEAD);
        }
    }

    private EventListener sends() {
        return new EventListener() {
            @Override
            public void callStart(Call call) {
                step("before send");
            }

            @Override
            public void requestBodyEnd(Call call, long byteCount) {
                step("after the request's body");
            }

            @Override
            public void responseHeadersEnd(Call call, Response response) {
                step("after the response's head");
            }
        };
    }
}

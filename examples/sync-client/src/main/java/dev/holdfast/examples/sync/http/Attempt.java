package dev.holdfast.examples.sync.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Remembers whether a request came as far as a connection: if not, it cannot have arrived. Thread-safe. */
final class Attempt {
    private volatile boolean connected;

    static Response onConnection(Interceptor.Chain chain) throws IOException {
        Attempt attempt = chain.request().tag(Attempt.class);
        if (attempt != null) {
            attempt.connected = true;
        }
        return chain.proceed(chain.request());
    }

    boolean isConnected() {
        return connected;
    }
}

package dev.holdfast.examples.sync;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;

/** A server whose answers are written down beforehand, one after the other, and that remembers what it was asked. */
final class FakeServer extends Dispatcher implements AutoCloseable {
    private final MockWebServer server = new MockWebServer();
    // Guards what follows
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<MockResponse> answers = new ArrayDeque<>();
    private final List<RecordedRequest> asked = new ArrayList<>();

    private FakeServer() {}

    static FakeServer start() throws IOException {
        FakeServer fake = new FakeServer();
        fake.server.setDispatcher(fake);
        fake.server.start();
        return fake;
    }

    HttpUrl url() {
        return server.url("/");
    }

    FakeServer answer(int status, String body, String... headers) {
        MockResponse.Builder answer = new MockResponse.Builder().code(status).body(body);
        if (!body.isEmpty()) {
            answer.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            answer.removeHeader(headers[i]).addHeaderLenient(headers[i], headers[i + 1]);
        }
        return answer(answer.build());
    }

    /** The request is read, and the connection is lost. */
    FakeServer loseAnswer() {
        return answer(new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
    }

    /** The request is read, and nothing comes. */
    FakeServer fallSilent() {
        return answer(new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
    }

    private FakeServer answer(MockResponse answer) {
        lock.lock();
        try {
            answers.add(answer);
            return this;
        } finally {
            lock.unlock();
        }
    }

    List<RecordedRequest> asked() {
        lock.lock();
        try {
            return List.copyOf(asked);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        lock.lock();
        try {
            asked.add(request);
            MockResponse answer = answers.poll();
            return answer == null ? new MockResponse.Builder().code(503).build() : answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

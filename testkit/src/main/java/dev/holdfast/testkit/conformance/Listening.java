package dev.holdfast.testkit.conformance;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads a body without blocking. One request. */
final class Listening implements ReadListener {
    private final ServletInputStream stream;
    private final AtEnd atEnd;
    private final Consumer<Throwable> atFailure;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    /** What is done with the body. */
    @FunctionalInterface
    interface AtEnd {
        void accept(byte[] body) throws IOException;
    }

    Listening(ServletInputStream stream, AtEnd atEnd, Consumer<Throwable> atFailure) {
        this.stream = stream;
        this.atEnd = atEnd;
        this.atFailure = atFailure;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] buffer = new byte[1000];
        while (stream.isReady()) {
            int count = stream.read(buffer);
            if (count < 0) {
                return;
            }
            read.write(buffer, 0, count);
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        atEnd.accept(read.toByteArray());
    }

    @Override
    public void onError(Throwable failure) {
        atFailure.accept(failure);
    }
}

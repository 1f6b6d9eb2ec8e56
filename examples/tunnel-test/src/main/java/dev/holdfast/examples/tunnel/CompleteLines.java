package dev.holdfast.examples.tunnel;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** The lines of a process that may be killed in the middle of one, which is then no line. */
record CompleteLines(Reader reader) {
    void forEach(Consumer<String> consumer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = reader.read(); next >= 0; next = reader.read()) {
            if (next == '\n') {
                consumer.accept(line.toString());
                line.setLength(0);
            } else {
                line.append((char) next);
            }
        }
    }
}

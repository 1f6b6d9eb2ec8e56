package dev.holdfast.testkit.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a handler saw while it worked: a filter that only looks right on the wire changes this. Thread-safe. */
public final class Trace {
    private final List<String> seen = new ArrayList<>();

    /** Writes something down. */
    public synchronized void see(String what, Object value) {
        seen.add(what + " = " + value);
    }

    /** Does something, and writes down of which type its exception is, if there is one. */
    public void attempt(String what, Action action) {
        try {
            action.run();
        } catch (IOException | RuntimeException e) {
            see(what, kind(e));
        }
    }

    /** Does something that some containers refuse and others do not. */
    public static void regardless(Action action) {
        new Trace().attempt("regardless", action);
    }

    /** Of which type an exception is beyond that, each container has its own idea. */
    private static String kind(Exception e) {
        return e instanceof IOException ? "IOException" : "unchecked";
    }

    synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    /** What may fail. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws IOException;
    }
}

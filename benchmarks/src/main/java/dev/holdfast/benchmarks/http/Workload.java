package dev.holdfast.benchmarks.http;

import dev.holdfast.benchmarks.app.Note;
import dev.holdfast.benchmarks.app.Stack;
import dev.holdfast.benchmarks.load.ConditionalGets;
import dev.holdfast.benchmarks.load.KeyedPosts;
import dev.holdfast.benchmarks.load.Requests;
import dev.holdfast.benchmarks.load.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What the clients ask for, and of whom. */
enum Workload {
    /** Each key once. */
    FIRST(
            "First requests",
            "A POST of 1 KiB with a new key each time, which the servlet answers by what was posted. Of both filters, that for"
                    + " keys works and the other has no rule for it.") {
        @Override
        List<Stack> stacks() {
            return List.of(Stack.BARE, Stack.MEMORY, Stack.BOTH, Stack.FENCED, Stack.TRANSACTIONAL);
        }

        @Override
        Requests requests(Stack stack, int port) throws IOException, InterruptedException {
            new WireCheck(port).post(stack);
            return KeyedPosts.once(new Target(port, Note.COLLECTION), Note.JSON);
        }
    },
    /** Keys that were used before. */
    REPLAY(
            "Replays",
            "The same POST with keys that were used before, " + Workload.KEYS
                    + " of them. The bare servlet carries each of them out again: that is what a replay is compared with.") {
        @Override
        List<Stack> stacks() {
            return List.of(Stack.BARE, Stack.MEMORY, Stack.FENCED, Stack.TRANSACTIONAL);
        }

        @Override
        Requests requests(Stack stack, int port) throws IOException, InterruptedException {
            new WireCheck(port).post(stack);
            return KeyedPosts.again(new Target(port, Note.COLLECTION), Note.JSON, KEYS, stack != Stack.BARE);
        }
    },
    /** Reads of what the client has. */
    NOT_MODIFIED(
            "304s",
            "A GET with the current tag in `If-None-Match`. The bare servlet has no tag and answers by 200 and 1 KiB, the"
                    + " others by 304. Jetty's own static resource is the floor: the tag of a file that it has in its"
                    + " cache.") {
        @Override
        List<Stack> stacks() {
            return List.of(
                    Stack.BARE,
                    Stack.JETTY_STATIC,
                    Stack.VERSIONS,
                    Stack.BOTH,
                    Stack.JDBC_VERSIONS,
                    Stack.SHALLOW,
                    Stack.SPRING_SHALLOW);
        }

        @Override
        Requests requests(Stack stack, int port) throws IOException, InterruptedException {
            String tag = new WireCheck(port).get(stack);
            return ConditionalGets.of(new Target(port, Note.PATH), tag, WireCheck.statusWithTag(stack));
        }
    };

    private static final int KEYS = 200;

    private final String title;
    private final String explanation;

    Workload(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    String title() {
        return title;
    }

    String explanation() {
        return explanation;
    }

    /** Who is measured, the bare servlet first. */
    abstract List<Stack> stacks();

    /**
     * How long records in memory are kept. At the speed of a benchmark, those of a day fit into no memory; when each is kept for
     * a second, as many leave as come, which costs what it costs whatever the retention is.
     */
    Duration memoryRetention() {
        return this == FIRST ? Duration.ofSeconds(1) : Duration.ofDays(1);
    }

    /**
     * The requests to a server, after it has shown that it does what it is measured for.
     *
     * @throws IllegalStateException if it does not
     */
    abstract Requests requests(Stack stack, int port) throws IOException, InterruptedException;
}

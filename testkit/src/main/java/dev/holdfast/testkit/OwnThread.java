package dev.holdfast.testkit;

import java.util.concurrent.Executor;

/** Runs each task on a thread of its own: the common pool of a small machine has one, which a waiting task occupies. Thread-safe. */
public final class OwnThread implements Executor {
    /** It has no state. */
    public OwnThread() {}

    @Override
    public void execute(Runnable task) {
        Thread thread = new Thread(task, "client");
        thread.setDaemon(true);
        thread.start();
    }
}

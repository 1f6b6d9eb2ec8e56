package dev.holdfast.examples.tunnel.proxy;

/** Threads that do not keep the process alive. */
final class DaemonThread {
    private DaemonThread() {}

    static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}

package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.app.OrdersServer;

/** What the clients ask for. */
enum Workload {
    TRANSACTION("A transaction of the application's own: begin, insert, commit", OrdersServer.TRANSACTION, 0),
    AUTO_COMMIT("One insert under auto-commit", OrdersServer.AUTO_COMMIT, 0),
    REPLAY(
            "Retries: the same keys again, which the unprotected application carries out again",
            OrdersServer.TRANSACTION,
            25);

    private final String title;
    private final String path;
    private final int distinctKeys;

    Workload(String title, String path, int distinctKeys) {
        this.title = title;
        this.path = path;
        this.distinctKeys = distinctKeys;
    }

    String title() {
        return title;
    }

    String path() {
        return path;
    }

    /** How many keys a connection uses before it begins again; 0 if it never does. */
    int distinctKeys() {
        return distinctKeys;
    }
}

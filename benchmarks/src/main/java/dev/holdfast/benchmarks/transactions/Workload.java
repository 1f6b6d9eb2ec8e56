package dev.holdfast.benchmarks.transactions;

import dev.holdfast.benchmarks.app.OrdersServer;
import dev.holdfast.benchmarks.app.Protection;
import dev.holdfast.benchmarks.load.KeyedPosts;
import dev.holdfast.benchmarks.load.Requests;
import dev.holdfast.benchmarks.load.Target;

/** What the clients ask for. */
enum Workload {
    TRANSACTION("A transaction of the application's own: begin, insert, commit", OrdersServer.TRANSACTION, 0),
    AUTO_COMMIT("One insert under auto-commit", OrdersServer.AUTO_COMMIT, 0),
    REPLAY(
            "Retries: the same keys again, which the unprotected application carries out again",
            OrdersServer.TRANSACTION,
            25);

    private static final String ORDER = "{\"item\":\"left-handed screwdriver\",\"quantity\":2}";

    private final String title;
    private final String path;
    /** How many keys a connection uses before it begins again; 0 if it never does. */
    private final int distinctKeys;

    Workload(String title, String path, int distinctKeys) {
        this.title = title;
        this.path = path;
        this.distinctKeys = distinctKeys;
    }

    String title() {
        return title;
    }

    /** With keys that no other requests have. */
    Requests requests(Protection protection, int port) {
        Target target = new Target(port, path);
        return distinctKeys == 0
                ? KeyedPosts.once(target, ORDER)
                : KeyedPosts.again(target, ORDER, distinctKeys, protection.marksReplays());
    }
}

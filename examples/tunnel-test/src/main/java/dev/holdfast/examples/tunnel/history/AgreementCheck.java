package dev.holdfast.examples.tunnel.history;

import dev.holdfast.examples.tunnel.history.Violation.Breach;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Clients and server have the same expenses, byte for byte. */
final class AgreementCheck implements Verdict.Check {
    @Override
    public void judge(History history, Consumer<Violation> found) {
        for (Replica client : history.clients()) {
            compare(client, history.server(), found);
        }
    }

    private static void compare(Replica client, Replica server, Consumer<Violation> found) {
        Set<String> paths = new TreeSet<>(client.representations().keySet());
        paths.addAll(server.representations().keySet());
        for (String path : paths) {
            var own = client.representations().get(path);
            var theirs = server.representations().get(path);
            if (!Objects.equals(own, theirs)) {
                found.accept(new Violation(
                        Breach.DISAGREEMENT, path + ": " + client.holder() + " has " + own + ", the server " + theirs));
            }
        }
    }
}

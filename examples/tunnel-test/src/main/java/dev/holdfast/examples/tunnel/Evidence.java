package dev.holdfast.examples.tunnel;

import dev.holdfast.examples.tunnel.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is kept of a run for whoever has to find out what went wrong. */
record Evidence(Path directory) {
    void keep(Result result, History history, Network network) throws IOException {
        keep("verdict.txt", List.of(result.line()));
        keep("violations.txt", result.verdict().violations());
        keep("outboxes.txt", history.outboxes());
        keep("effects.txt", history.effects());
        keep("acknowledgements.txt", history.diary().acknowledgements());
        keep("decisions.txt", history.diary().decisions());
        keep("sent-nothing.txt", history.diary().sentNothing());
        keep("faults.txt", List.of(network.faults(), "proxy kills: " + network.kills()));
    }

    private void keep(String name, List<?> lines) throws IOException {
        Files.write(
                directory.resolve(name), lines.stream().map(Object::toString).toList());
    }
}

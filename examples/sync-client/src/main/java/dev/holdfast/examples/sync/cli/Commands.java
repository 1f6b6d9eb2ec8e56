package dev.holdfast.examples.sync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.Conflict;
import dev.holdfast.examples.sync.RefreshReport;
import dev.holdfast.examples.sync.Resolution;
import dev.holdfast.examples.sync.SyncClient;
import dev.holdfast.examples.sync.SyncReport;
import dev.holdfast.examples.sync.View;
import dev.holdfast.examples.sync.merge.Representation;
import dev.holdfast.examples.sync.merge.ThreeWayMerge.Choice;
import dev.holdfast.examples.sync.outbox.ActionRefusedException;
import dev.holdfast.examples.sync.outbox.Operation;
import dev.holdfast.examples.sync.outbox.OperationState;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a user can do, each with an answer in JSON. */
@Command(name = "")
final class Commands {
    private final SyncClient client;

    Commands(SyncClient client) {
        this.client = client;
    }

    @Command(name = "new-action", description = "Makes the id of an action, for --action. Stores nothing.")
    ObjectNode newAction() {
        return Output.object().put("action", SyncClient.newAction());
    }

    @Command(name = "create", description = "Stores a new resource, given as JSON.")
    ObjectNode create(@Option(names = "--action") @Nullable String action, @Parameters String json) {
        return Output.stored(client.create(id(action), Representation.of(json)));
    }

    @Command(
            name = "edit",
            description = "Stores changed fields, given as JSON, of a resource; with --etag, if it is still so.")
    ObjectNode edit(
            @Option(names = "--action") @Nullable String action,
            @Option(names = "--etag") @Nullable String tag,
            @Parameters long resource,
            @Parameters String json) {
        return Output.stored(client.edit(id(action), view(resource, tag), Representation.of(json)));
    }

    @Command(name = "delete", description = "Stores that a resource is deleted.")
    ObjectNode delete(
            @Option(names = "--action") @Nullable String action,
            @Option(names = "--etag") @Nullable String tag,
            @Parameters long resource) {
        return Output.stored(client.delete(id(action), view(resource, tag)));
    }

    /** What is shown now; with a tag, only if that is what was shown when the user looked. */
    private View view(long resource, @Nullable String tag) {
        View view = client.view(resource);
        if (tag != null && !tag.equals(view.tag())) {
            throw new ActionRefusedException("It has changed since: its ETag is " + view.tag());
        }
        return view;
    }

    private static String id(@Nullable String action) {
        return Objects.requireNonNullElseGet(action, SyncClient::newAction);
    }

    @Command(name = "list", description = "The resources, as they are shown.")
    ObjectNode list() {
        return Output.list("resources", client.views(), Output::view);
    }

    @Command(name = "refresh", description = "Reads what is new on the server.")
    ObjectNode refresh() {
        RefreshReport report = client.refresh();
        return Output.object()
                .put("changed", report.changed())
                .put("notModified", report.notModified())
                .put("removed", report.removed());
    }

    @Command(name = "sync", description = "Sends what can be sent now.")
    ObjectNode sync() throws InterruptedException {
        SyncReport report = client.flush();
        return Output.object()
                .put("delivered", report.delivered())
                .put("undelivered", report.measures().undelivered())
                .put("conflicts", report.measures().conflicts())
                .put("parked", report.measures().parked());
    }

    @Command(name = "hurry", description = "The network is back: what got no answer is due now.")
    ObjectNode hurry() {
        client.hurry();
        return measures();
    }

    @Command(name = "conflicts", description = "What is to be resolved.")
    ObjectNode conflicts() {
        return Output.list("conflicts", client.conflicts(), Output::conflict);
    }

    @Command(
            name = "resolve",
            description = "Resolves a conflict: mine, latest, or merge with FIELD=mine or FIELD=latest.")
    ObjectNode resolve(
            @Option(names = "--action") @Nullable String action,
            @Parameters String conflict,
            @Parameters String how,
            @Parameters(arity = "0..*") Map<String, String> choices) {
        Operation refused = operation(conflict);
        if (refused.state() == OperationState.SETTLED) {
            return resolved(refused, refused.settledBy());
        }
        Optional<Operation> replacement = client.resolve(id(action), find(conflict), resolution(how, choices));
        return resolved(refused, replacement.map(Operation::opId).orElse(null));
    }

    private Operation operation(String action) {
        return client.operations().stream()
                .filter(operation -> operation.opId().equals(action))
                .findFirst()
                .orElseThrow(() -> new ActionRefusedException("There is no action " + action));
    }

    private Conflict find(String action) {
        return client.conflicts().stream()
                .filter(conflict -> conflict.action().equals(action))
                .findFirst()
                .orElseThrow(() -> new ActionRefusedException("Action " + action + " is not in conflict"));
    }

    private static Resolution resolution(String how, @Nullable Map<String, String> choices) {
        Map<String, Choice> made = Objects.requireNonNullElse(choices, Map.<String, String>of()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> choice(entry.getValue())));
        if (!how.equals("merge") && !made.isEmpty()) {
            throw new IllegalArgumentException("Only merge takes choices for fields");
        }
        return switch (how) {
            case "mine" -> new Resolution.KeepMine();
            case "latest" -> new Resolution.KeepLatest();
            case "merge" -> new Resolution.Merge(made);
            default -> throw new IllegalArgumentException("Resolve by mine, latest or merge, not " + how);
        };
    }

    private static Choice choice(String name) {
        try {
            return Choice.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("Choose mine or latest, not " + name, unknown);
        }
    }

    private static ObjectNode resolved(Operation refused, @Nullable String replacement) {
        return Output.object().put("action", replacement).put("resource", refused.resource());
    }

    @Command(name = "outbox", description = "All operations, in the order of entering.")
    ObjectNode outbox() {
        return Output.list("operations", client.operations(), Output::operation);
    }

    @Command(name = "measures", description = "How the queue stands.")
    ObjectNode measures() {
        return Output.measures(client.measures());
    }

    @Command(name = "retry", description = "Puts a parked operation back into its queue, with the same key.")
    ObjectNode retry(@Parameters String action) {
        client.retry(action);
        return Output.stored(operation(action));
    }

    @Command(name = "discard", description = "Gives up a parked operation.")
    ObjectNode discard(@Parameters String action) {
        client.discard(action);
        return Output.stored(operation(action));
    }

    @Command(name = "purge", description = "Forgets what was delivered long ago, and empties SQLite's log.")
    JsonNode purge() {
        return Output.object().put("purged", client.purge());
    }
}

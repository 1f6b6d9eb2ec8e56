package dev.holdfast.jdbc.crash;

import dev.holdfast.testkit.db.DatabaseAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that have operations done by two nodes, while a {@link Saboteur} is at work. */
final class Chaos {
    private final MortalPostgres database;
    private final long seed;
    private final String run = UUID.randomUUID().toString();
    private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

    Chaos(MortalPostgres database, long seed) {
        this.database = database;
        this.seed = seed;
    }

    /**
     * What came of it.
     *
     * @param line all in one line
     * @param unanswered those of which no client was told how they ended, or that they could not be carried out
     */
    record Result(String line, HistoryCheck check, List<Operation> unanswered) {}

    /**
     * Runs operations, and then some until everything was done that a saboteur does.
     *
     * @param options of the nodes
     */
    Result run(int number, String... options) throws Exception {
        Tables.create(database.addressOfTest());
        var random = new Random(seed);
        try (var nodes = new Nodes(database.address(), random, options)) {
            var saboteur = new Saboteur(nodes, database, random);
            sabotage(saboteur, nodes, number);
            everybodyAsksAgain(nodes);
            return result(saboteur);
        }
    }

    private void sabotage(Saboteur saboteur, Nodes nodes, int number) throws Exception {
        var begun = new AtomicInteger();
        try (var crew = new ClientCrew(nodes, seed)) {
            crew.start(client -> {
                int next = begun.incrementAndGet();
                while (next <= number || !saboteur.hasDoneEverything()) {
                    var operation = new Operation(run + "-" + next);
                    operations.add(operation);
                    client.run(operation);
                    next = begun.incrementAndGet();
                }
            });
            while (crew.isAtWork()) {
                saboteur.act();
            }
            crew.join();
        }
    }

    /** Whoever was told something is told the same again. */
    private void everybodyAsksAgain(Nodes nodes) throws Exception {
        nodes.await();
        var told = new ConcurrentLinkedQueue<>(operations);
        try (var crew = new ClientCrew(nodes, seed)) {
            crew.start(client -> {
                for (Operation next = told.poll(); next != null; next = told.poll()) {
                    client.askAgain(next);
                }
            });
            crew.join();
        }
    }

    private Result result(Saboteur saboteur) throws SQLException {
        HistoryCheck check = HistoryCheck.of(operations, rows());
        int attempts = operations.stream().mapToInt(Operation::attempts).sum();
        String line = "operations=" + operations.size()
                + " attempts=" + attempts
                + " node_kills=" + saboteur.count(Saboteur.Act.NODE_KILL)
                + " connection_kills=" + saboteur.count(Saboteur.Act.CONNECTION_KILL)
                + " database_restarts=" + saboteur.count(Saboteur.Act.DATABASE_RESTART)
                + " retries=" + (attempts - operations.size())
                + " duplicates=" + check.duplicates().size()
                + " losses=" + check.losses().size()
                + " phantoms=" + check.phantoms().size()
                + " seed=" + seed;
        return new Result(line, check, unanswered(operations));
    }

    private static List<Operation> unanswered(Collection<Operation> operations) {
        return operations.stream()
                .filter(operation -> operation.acknowledged().isEmpty())
                .toList();
    }

    private Map<String, List<Long>> rows() throws SQLException {
        DatabaseAddress address = database.addressOfTest();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select id, name from crash_orders")) {
            var ids = new HashMap<String, List<Long>>();
            while (rows.next()) {
                ids.computeIfAbsent(rows.getString("name"), name -> new ArrayList<>())
                        .add(rows.getLong("id"));
            }
            return ids;
        }
    }
}

package dev.holdfast.jdbc.crash;

import dev.holdfast.testkit.db.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Kills nodes, connections and the database, in an order and at moments of chance. One thread; its counts are read by any. */
final class Saboteur {
    private static final int LONGEST_PAUSE_MILLIS = 300;
    private static final int MOST_CONNECTIONS = 3;

    /** What it does. */
    enum Act {
        NODE_KILL,
        CONNECTION_KILL,
        DATABASE_RESTART
    }

    /** A deck of acts is played to its end, so that each kind has its turn. */
    private static final List<Act> DECK = List.of(
            Act.NODE_KILL,
            Act.CONNECTION_KILL,
            Act.CONNECTION_KILL,
            Act.NODE_KILL,
            Act.CONNECTION_KILL,
            Act.CONNECTION_KILL,
            Act.DATABASE_RESTART);

    private final Nodes nodes;
    private final MortalPostgres database;
    private final Random random;
    private final Deque<Act> deck = new ArrayDeque<>();
    private final Map<Act, Integer> done = Collections.synchronizedMap(new EnumMap<>(Act.class));

    Saboteur(Nodes nodes, MortalPostgres database, Random random) {
        this.nodes = nodes;
        this.database = database;
        this.random = random;
    }

    /** How often it has done something. */
    int count(Act act) {
        return done.getOrDefault(act, 0);
    }

    boolean hasDoneEverything() {
        return done.size() == Act.values().length;
    }

    /** Does the next thing. */
    void act() throws SQLException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_PAUSE_MILLIS)));
        if (deck.isEmpty()) {
            var shuffled = new ArrayList<>(DECK);
            Collections.shuffle(shuffled, random);
            deck.addAll(shuffled);
        }
        Act act = deck.remove();
        switch (act) {
            case NODE_KILL -> nodes.killOne(random);
            case CONNECTION_KILL -> killConnections();
            case DATABASE_RESTART -> database.restart();
        }
        done.merge(act, 1, Integer::sum);
    }

    /** Those in the middle of something first. */
    private void killConnections() throws SQLException {
        DatabaseAddress address = database.addressOfTest();
        try (var connection = DriverManager.getConnection(address.url(), address.user(), address.password())) {
            List<Integer> busy = backends(connection, "<>");
            List<Integer> victims = busy.isEmpty() ? backends(connection, "=") : busy;
            Collections.shuffle(victims, random);
            int number = Math.min(victims.size(), 1 + random.nextInt(MOST_CONNECTIONS));
            try (var terminate = connection.prepareStatement("select pg_terminate_backend(?)")) {
                for (int pid : victims.subList(0, number)) {
                    terminate.setInt(1, pid);
                    terminate.execute();
                }
            }
        }
    }

    private static List<Integer> backends(Connection connection, String isIdle) throws SQLException {
        try (var select = connection.prepareStatement("select pid from pg_stat_activity where application_name = ?"
                + " and state " + isIdle + " 'idle' order by pid")) {
            select.setString(1, MortalPostgres.NODES);
            var pids = new ArrayList<Integer>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    pids.add(rows.getInt(1));
                }
            }
            return pids;
        }
    }
}

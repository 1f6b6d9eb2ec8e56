package dev.holdfast.examples.tunnel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Who does harm, in an order and at moments of chance. One thread. */
final class Saboteur {
    /** In a moment in which nobody sends anything, it acts all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Stage stage;
    private final DiaryPages diary;
    private final Random chance;
    private final Deque<Harm> deck = new ArrayDeque<>();

    Saboteur(Stage stage, DiaryPages diary, Random chance) {
        this.stage = stage;
        this.diary = diary;
        this.chance = chance;
    }

    void act(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            if (deck.isEmpty()) {
                deck.addAll(Harm.deck(chance));
            }
            Harm next = deck.remove();
            await(next, over);
            if (!over.getAsBoolean()) {
                does(next);
            }
        }
    }

    /** Goes by what is done and not by the time it takes, so that a slow machine has no worse network. */
    private void await(Harm next, BooleanSupplier over) throws InterruptedException {
        int enough = diary.operations() + next.operations();
        var unused = Await.until(PATIENCE, GLANCE, () -> over.getAsBoolean() || diary.operations() >= enough);
        switch (next.when()) {
            case AT_ONCE -> {
                // it is now
            }
            case WHEN_A_COMMAND_IS_SENT -> stage.commands().await(PATIENCE);
            case WHEN_A_REQUEST_IS_ON_ITS_WAY -> stage.network().forwarded().await(PATIENCE);
        }
    }

    private void does(Harm harm) {
        List<Device> devices = stage.devices();
        switch (harm.what()) {
            case CLIENT_KILL -> devices.get(harm.number() % devices.size()).kill();
            case SERVER_KILL -> stage.server().kill();
            case PROXY_KILL -> stage.network().kill();
            case NETWORK_SWITCH -> stage.network().switchOver();
            case NOBODY_LISTENS -> stage.network().turnDeaf(harm.number());
        }
    }
}

package dev.holdfast.examples.tunnel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What is done next to the processes, and in which moment.
 *
 * @param operations how many actions are acknowledged before
 * @param number which device, or for how long, in whatever the act counts
 */
record Harm(What what, When when, int operations, int number) {
    private static final int MOST_OPERATIONS = 20;
    private static final int LARGEST_NUMBER = 900;

    /** What is done. */
    enum What {
        CLIENT_KILL,
        SERVER_KILL,
        PROXY_KILL,
        NETWORK_SWITCH,
        NOBODY_LISTENS
    }

    /** After those actions, the next moment of this kind. */
    enum When {
        AT_ONCE,
        WHEN_A_COMMAND_IS_SENT,
        WHEN_A_REQUEST_IS_ON_ITS_WAY
    }

    /** Each has its turn before the first comes again. */
    static List<Harm> deck(Random chance) {
        List<What> acts = new ArrayList<>(Collections.nCopies(7, What.CLIENT_KILL));
        acts.addAll(Collections.nCopies(2, What.SERVER_KILL));
        acts.add(What.PROXY_KILL);
        acts.addAll(Collections.nCopies(4, What.NETWORK_SWITCH));
        acts.addAll(Collections.nCopies(2, What.NOBODY_LISTENS));
        Collections.shuffle(acts, chance);
        return acts.stream().map(act -> draw(act, chance)).toList();
    }

    private static Harm draw(What what, Random chance) {
        return new Harm(
                what,
                When.values()[chance.nextInt(When.values().length)],
                1 + chance.nextInt(MOST_OPERATIONS),
                chance.nextInt(LARGEST_NUMBER));
    }
}

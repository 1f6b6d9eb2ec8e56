package dev.holdfast.examples.tunnel;

import java.util.SplittableRandom;

/**
 * One step of a user, drawn in advance so that what the step meets does not change the next ones.
 *
 * @param where which of the expenses on the screen, from 0 to 1
 * @param twice whether the button is tapped twice
 * @param thoughtMillis for how long the user does nothing before
 * @param mind what decides about conflicts
 */
record Choice(Act act, double where, boolean twice, long thoughtMillis, long mind) {
    private static final int PERCENT_TWICE = 20;

    static Choice draw(SplittableRandom chance, long longestThoughtMillis) {
        return new Choice(
                Act.HABITS.get(chance.nextInt(Act.HABITS.size())),
                chance.nextDouble(),
                chance.nextInt(100) < PERCENT_TWICE,
                chance.nextLong(longestThoughtMillis),
                chance.nextLong());
    }
}

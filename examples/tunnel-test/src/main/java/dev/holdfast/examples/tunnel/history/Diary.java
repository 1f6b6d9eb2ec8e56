package dev.holdfast.examples.tunnel.history;

import java.util.List;
import java.util.Set;

/**
 * What the users were told and what they decided.
 *
 * @param conflictsShown the actions that devices showed as in conflict, or as made to something that is gone
 * @param contradictions what a device said that it should not have, in words
 */
public record Diary(
        List<Acknowledgement> acknowledgements,
        List<Decision> decisions,
        Set<String> conflictsShown,
        List<String> contradictions) {
    /** Takes them. */
    public Diary {
        acknowledgements = List.copyOf(acknowledgements);
        decisions = List.copyOf(decisions);
        conflictsShown = Set.copyOf(conflictsShown);
        contradictions = List.copyOf(contradictions);
    }
}

package dev.holdfast.examples.tunnel.history;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the users were told and what they decided.
 *
 * @param conflictsShown the actions that devices showed as in conflict, or as made to something that is gone
 * @param sentNothing resolutions after which a device said that there was nothing to send
 * @param contradictions what a device said that it should not have, in words
 */
public record Diary(
        List<Acknowledgement> acknowledgements,
        List<Decision> decisions,
        List<Resolution> sentNothing,
        Set<String> conflictsShown,
        List<String> contradictions) {
    /** Takes them. */
    public Diary {
        acknowledgements = List.copyOf(acknowledgements);
        decisions = List.copyOf(decisions);
        sentNothing = List.copyOf(sentNothing);
        conflictsShown = Set.copyOf(conflictsShown);
        contradictions = List.copyOf(contradictions);
    }

    Map<Name, Acknowledgement> told() {
        // What is told twice is a duplicate elsewhere
        return acknowledgements.stream().collect(toMap(Acknowledgement::name, told -> told, (first, second) -> first));
    }
}

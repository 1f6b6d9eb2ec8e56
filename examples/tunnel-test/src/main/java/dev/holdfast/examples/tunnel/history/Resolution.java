package dev.holdfast.examples.tunnel.history;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to become of a conflict.
 *
 * @param chosen for a merge: the fields that both changed and that are to be as the user has them
 */
public record Resolution(Conflict conflict, Way way, Set<String> chosen) implements Intent {
    /** Takes them. */
    public Resolution {
        chosen = Set.copyOf(chosen);
    }

    /** How to resolve. */
    public enum Way {
        /** As the user has it. */
        MINE,
        /** As the server has it. */
        LATEST,
        /** Field by field. */
        MERGE
    }

    /** What the expense is to be; none if it is to go away. */
    @Nullable
    Fields outcome() {
        return switch (way) {
            case MINE -> conflict.mine();
            case LATEST -> conflict.latest();
            case MERGE -> merged(Objects.requireNonNull(conflict.mine(), "a delete cannot be merged"));
        };
    }

    private Fields merged(Fields mine) {
        Fields base = conflict.base();
        Fields latest = conflict.latest();
        return new Fields(
                merged("amount", base.amount(), mine.amount(), latest.amount()),
                merged("note", base.note(), mine.note(), latest.note()));
    }

    private <T> T merged(String field, T base, T mine, T latest) {
        if (mine.equals(base)) {
            return latest;
        }
        return latest.equals(base) || chosen.contains(field) ? mine : latest;
    }

    boolean needsNothing() {
        return conflict.latest().equals(outcome());
    }

    @Override
    public boolean isDoneBy(Operation stored) {
        Fields outcome = outcome();
        return stored.kind() == (outcome == null ? Kind.DELETE : Kind.EDIT)
                && Objects.equals(outcome, stored.body())
                && conflict.latest().equals(stored.base());
    }

    @Override
    public Typed typed() {
        Fields outcome = outcome();
        return outcome == null ? Typed.NOTHING : Typed.between(conflict.latest(), outcome);
    }
}

package dev.holdfast.examples.tunnel;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What a user does. */
enum Act {
    CREATE(7),
    EDIT_AMOUNT(22),
    EDIT_NOTE(22),
    EDIT_BOTH(13),
    DELETE(6),
    REFRESH(12),
    RESOLVE(15),
    TIDY(3);

    /** Each as often as it is done. */
    static final List<Act> HABITS = Stream.of(values())
            .flatMap(act -> Collections.nCopies(act.weight, act).stream())
            .toList();

    private final int weight;

    Act(int weight) {
        this.weight = weight;
    }

    boolean writesAmount() {
        return this == CREATE || this == EDIT_AMOUNT || this == EDIT_BOTH;
    }

    boolean writesNote() {
        return this == CREATE || this == EDIT_NOTE || this == EDIT_BOTH;
    }
}

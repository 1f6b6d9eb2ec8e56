package dev.holdfast.examples.sync;

import dev.holdfast.examples.sync.merge.ThreeWayMerge.Choice;
import java.util.Map;

/** What the user chose for a {@link Conflict}. */
public sealed interface Resolution {

    /** All of it as this device has it. */
    record KeepMine() implements Resolution {}

    /** All of it as the server has it: nothing is sent. */
    record KeepLatest() implements Resolution {}

    /**
     * Field by field.
     *
     * @param choices for each field that both changed, differently
     */
    record Merge(Map<String, Choice> choices) implements Resolution {
        public Merge {
            choices = Map.copyOf(choices);
        }
    }
}

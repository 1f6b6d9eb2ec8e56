package dev.holdfast.examples.tunnel.history;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a user typed into a form; none where the user left a field as it was. Immutable. */
public record Typed(@Nullable BigDecimal amount, @Nullable String note) {
    static final Typed NOTHING = new Typed(null, null);

    /** What makes one of the other. */
    static Typed between(Fields from, Fields to) {
        return new Typed(
                to.amount().compareTo(from.amount()) == 0 ? null : to.amount(),
                to.note().equals(from.note()) ? null : to.note());
    }

    Fields over(Fields before) {
        return new Fields(
                Objects.requireNonNullElse(amount, before.amount()), Objects.requireNonNullElse(note, before.note()));
    }

    Typed then(Typed later) {
        return new Typed(later.amount != null ? later.amount : amount, later.note != null ? later.note : note);
    }

    boolean isIn(Fields fields) {
        return over(fields).equals(fields);
    }
}

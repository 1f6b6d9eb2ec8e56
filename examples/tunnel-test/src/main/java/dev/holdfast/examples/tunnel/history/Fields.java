package dev.holdfast.examples.tunnel.history;

import java.math.BigDecimal;

/** What users write into an expense. Amounts are equal whatever their number of decimals. Immutable. */
public record Fields(BigDecimal amount, String note) {
    /** Takes them. */
    public Fields {
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " '" + note + "'";
    }
}

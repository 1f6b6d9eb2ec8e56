package dev.holdfast.examples.expenses.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** What a client may say of an expense. Members that it may only read, such as the version, are ignored. */
record Draft(BigDecimal amount, String note) {
    private static final int DECIMALS = 2;
    private static final BigDecimal MOST = new BigDecimal("9999999999.99");
    private static final int LONGEST_NOTE = 500;

    static Draft from(JsonNode body) {
        return new Draft(amount(body.path("amount")), note(body.path("note")));
    }

    private static BigDecimal amount(JsonNode node) {
        if (!node.isNumber()) {
            throw Refusal.badRequest("amount must be a number");
        }
        // Stripped first: to scale 0E-999999999 as it is would compute 10^999999999
        BigDecimal amount = node.decimalValue().stripTrailingZeros();
        if (amount.signum() < 0 || amount.compareTo(MOST) > 0) {
            throw Refusal.badRequest("amount must be between 0 and " + MOST);
        }
        if (amount.scale() > DECIMALS) {
            throw Refusal.badRequest("amount must have at most " + DECIMALS + " decimals");
        }
        return amount.setScale(DECIMALS);
    }

    private static String note(JsonNode node) {
        if (node.isMissingNode()) {
            return "";
        }
        if (!node.isTextual()) {
            throw Refusal.badRequest("note must be a string");
        }
        String note = node.textValue();
        if (note.codePointCount(0, note.length()) > LONGEST_NOTE) {
            throw Refusal.badRequest("note must have at most " + LONGEST_NOTE + " characters");
        }
        if (!isStorable(note)) {
            throw Refusal.badRequest("note must not hold U+0000 or half a surrogate pair");
        }
        return note;
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}

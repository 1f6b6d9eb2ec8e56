package dev.holdfast.examples.tunnel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** What one user writes: no value twice, and none that another user writes. One thread. */
final class Values {
    private final String author;
    private final int number;
    private final int authors;
    private long written;

    Values(String author, int number, int authors) {
        this.author = author;
        this.number = number;
        this.authors = authors;
    }

    /** The fields that an act changes. */
    ObjectNode next(Act act) {
        ObjectNode fields = Json.object();
        written++;
        if (act.writesAmount()) {
            fields.put("amount", BigDecimal.valueOf(written * authors + number, 2));
        }
        if (act.writesNote()) {
            fields.put("note", "Café no. " + written + " of " + author);
        }
        return fields;
    }
}

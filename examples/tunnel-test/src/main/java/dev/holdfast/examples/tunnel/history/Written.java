package dev.holdfast.examples.tunnel.history;

import org.jspecify.annotations.Nullable;

/**
 * What one write does to one expense. As every user writes values of their own, it tells which operation it was.
 *
 * @param path empty for a create, of which the outbox does not tell it
 * @param fields none for a delete
 */
record Written(Kind kind, String path, @Nullable Fields fields) {
    static Written of(Kind kind, String path, @Nullable Fields fields) {
        return switch (kind) {
            case CREATE -> new Written(kind, "", fields);
            case EDIT -> new Written(kind, path, fields);
            case DELETE -> new Written(kind, path, null);
        };
    }
}

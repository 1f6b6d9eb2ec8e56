package dev.holdfast.compatibility;

import java.util.List;

/** The orders' rows, in whatever transaction there is. */
interface Rows {
    void insert(String name);

    List<String> names();
}

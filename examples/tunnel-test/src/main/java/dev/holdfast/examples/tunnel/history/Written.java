package dev.holdfast.examples.tunnel.history;

import org.jspecify.annotations.Nullable;

/**
 * What one write does to one expense. As every user writes values of their own, it tells which operation it was.
 *
 * @param fields none for a delete
 */
record Written(Kind kind, String path, @Nullable Fields fields) {}

package dev.holdfast.examples.tunnel;

import java.util.Locale;

/** How the server is protected. */
enum Mode {
    TRANSACTIONAL,
    FENCED,
    UNPROTECTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

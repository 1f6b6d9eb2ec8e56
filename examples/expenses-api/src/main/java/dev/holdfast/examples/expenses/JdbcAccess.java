package dev.holdfast.examples.expenses;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the database is and who asks for it. */
record JdbcAccess(
        String url, @Nullable String user, @Nullable String password) {
    // By default H2 writes commits half a second late, closes itself at SIGTERM under the requests that are still being
    // answered, and keeps a trace file beside the data
    private static final String H2_SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    /**
     * An H2 database in files of its own. A commit is handed to the operating system before it is answered: it outlives
     * the process, but not a power cut.
     */
    static JdbcAccess filesIn(Path directory) {
        return new JdbcAccess("jdbc:h2:file:" + directory.toAbsolutePath().resolve("expenses") + H2_SETTINGS, "sa", "");
    }

    /** Says nothing: the URL, too, may hold a password. */
    @Override
    public String toString() {
        return "JdbcAccess[...]";
    }
}

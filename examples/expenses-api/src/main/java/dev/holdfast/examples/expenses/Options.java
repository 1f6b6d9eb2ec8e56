package dev.holdfast.examples.expenses;

/** What the command line decides. Port 0 is any free port. */
record Options(String host, int port, JdbcAccess database, Mode mode) {}

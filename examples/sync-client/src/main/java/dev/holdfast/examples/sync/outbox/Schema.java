package dev.holdfast.examples.sync.outbox;

import java.sql.SQLException;
import java.util.List;

/** The tables, and the number of their format in {@code user_version}. */
final class Schema {
    private static final int VERSION = 1;

    private static final List<String> TABLES = List.of("""
            create table resource (
              id integer primary key autoincrement,
              path text unique,
              tag text,
              body text,
              exact integer not null default 0,
              revision integer not null default 0,
              gone integer not null default 0
            )
            """, """
            create table operation (
              sequence integer primary key autoincrement,
              op_id text not null unique,
              resource integer not null references resource (id),
              method text not null,
              endpoint text,
              body text not null,
              if_match text,
              base text,
              after_op text,
              state text not null default 'PENDING',
              attempts integer not null default 0,
              waits integer not null default 0,
              created_at integer not null,
              first_sent_at integer not null default 0,
              next_attempt_at integer not null default 0,
              finished_at integer not null default 0,
              status integer not null default 0,
              reason text,
              latest text,
              latest_tag text,
              answer_tag text,
              settled_by text
            )
            """, """
            create index operation_of_resource on operation (resource, sequence)
            """, """
            create index operation_pending on operation (next_attempt_at, sequence) where state = 'PENDING'
            """, """
            create table collection (
              path text primary key,
              tag text not null,
              body text not null
            )
            """);

    private Schema() {}

    static void create(Session session) throws SQLException {
        int version = Integer.parseInt(session.pragma("user_version"));
        if (version > VERSION) {
            throw new OutboxException(
                    "The outbox was written by a later version (format " + version + ", not " + VERSION + ")");
        }
        if (version < VERSION) {
            for (String table : TABLES) {
                session.execute(table);
            }
            session.execute("pragma user_version = " + VERSION);
        }
    }
}

package dev.holdfast.examples.sync.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The copies of the server's resources. What a read brings in is taken only if no delivery has changed the copy since the
 * read began, for the read may be the older of the two. Thread-safe.
 */
public final class Resources {
    private final Sqlite sqlite;

    Resources(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    public List<LocalResource> all() {
        return sqlite.read(session -> session.list("select * from resource order by id", Resources::of));
    }

    /** What is still to be done about it, oldest first. */
    public List<Operation> open(long resource) {
        return sqlite.read(session -> Operations.open(session, resource));
    }

    /**
     * Returns the copy.
     *
     * @throws ActionRefusedException if there is none of that number
     */
    public LocalResource get(long id) {
        return sqlite.read(session -> get(session, id));
    }

    static LocalResource get(Session session, long id) throws SQLException {
        return session.first("select * from resource where id = ?", Resources::of, id)
                .orElseThrow(() -> new ActionRefusedException("There is no resource " + id));
    }

    /** Takes the representation that a read brought in. */
    public boolean refresh(LocalResource known, Optional<String> tag, String body) {
        return sqlite.transaction(session -> session.update("""
                        update resource set tag = ?, body = ?, exact = 1, gone = 0 where id = ? and revision = ?
                        """, tag.orElse(null), body, known.id(), known.revision()))
                == 1;
    }

    /**
     * Takes a resource that a read brought in and that is not known here. It is left for the next time while a create is
     * under way whose outcome is not known: it may be that one.
     */
    public boolean add(String path, Optional<String> tag, String body) {
        return sqlite.transaction(session -> session.update("""
                        insert into resource (path, tag, body, exact)
                        select ?, ?, ?, 1
                        where not exists (select 1 from operation where method = 'POST' and state = 'PENDING' and attempts > 0)
                        on conflict (path) do nothing
                        """, path, tag.orElse(null), body)) == 1;
    }

    /** Notes that the server has it no longer, unless there is something of the user's in it. */
    public boolean remove(LocalResource known) {
        return sqlite.transaction(session -> session.update("""
                        update resource set gone = 1
                        where id = ? and revision = ? and gone = 0 and not exists (
                          select 1 from operation o
                          where o.resource = resource.id and o.state in ('PENDING', 'CONFLICT', 'PARKED'))
                        """, known.id(), known.revision())) == 1;
    }

    public Optional<Collection> collection(String path) {
        return sqlite.read(session -> session.first(
                "select tag, body from collection where path = ?",
                row -> new Collection(row.getString("tag"), row.getString("body")),
                path));
    }

    public void rememberCollection(String path, Collection collection) {
        sqlite.transaction(session -> session.update("""
                insert into collection (path, tag, body) values (?, ?, ?)
                on conflict (path) do update set tag = excluded.tag, body = excluded.body
                """, path, collection.tag(), collection.body()));
    }

    /** Tells a created resource its path. If a read brought it in meanwhile, that copy and what was done to it move here. */
    static void settle(Session session, long created, String path) throws SQLException {
        session.update("""
                update operation set resource = ?
                where resource in (select id from resource where path = ? and id <> ?)
                """, created, path, created);
        session.update("delete from resource where path = ? and id <> ?", path, created);
        session.update("update resource set path = ? where id = ?", path, created);
    }

    private static LocalResource of(ResultSet row) throws SQLException {
        return new LocalResource(
                row.getLong("id"),
                row.getString("path"),
                row.getString("tag"),
                row.getString("body"),
                row.getBoolean("exact"),
                row.getLong("revision"),
                row.getBoolean("gone"));
    }

    /** The last list that the server sent, to be revalidated. */
    public record Collection(String tag, String body) {}
}

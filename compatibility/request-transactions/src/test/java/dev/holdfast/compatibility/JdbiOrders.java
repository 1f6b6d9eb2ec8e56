package dev.holdfast.compatibility;

import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** With Jdbi. */
final class JdbiOrders implements Orders {
    private final Jdbi database;

    JdbiOrders(DataSource dataSource) {
        this.database = Jdbi.create(dataSource);
    }

    Jdbi database() {
        return database;
    }

    @Override
    public void add(String name) {
        database.useTransaction(handle -> insert(handle, name));
    }

    @Override
    public void addAlone(String name) {
        database.useHandle(handle -> insert(handle, name));
    }

    @Override
    public List<Boolean> addInOne(List<String> names) {
        return database.inTransaction(handle -> Orders.each(names, name -> insert(handle, name)));
    }

    @Override
    public void addAndRefuse(String name) {
        database.useTransaction(handle -> {
            insert(handle, name);
            throw new Refused("sold out");
        });
    }

    @Override
    public List<String> addAndReadBeside(String name) {
        return database.inTransaction(handle -> {
            insert(handle, name);
            return namesBeside();
        });
    }

    @Override
    public void addReadBesideAndRefuse(String name) {
        database.useTransaction(handle -> {
            insert(handle, name);
            throw new Refused(String.join(",", namesBeside()));
        });
    }

    @Override
    public List<String> names() {
        return database.withHandle(JdbiOrders::names);
    }

    /** Jdbi gives a thread the handle that it has already, unless it opens one. */
    private List<String> namesBeside() {
        try (Handle another = database.open()) {
            return names(another);
        }
    }

    private static List<String> names(Handle handle) {
        return handle.createQuery("select name from purchase order by id")
                .mapTo(String.class)
                .list();
    }

    static void insert(Handle handle, String name) {
        handle.execute("insert into purchase (name) values (?)", name);
    }
}

package dev.holdfast.compatibility;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** With jOOQ. */
final class JooqOrders implements Orders {
    static final Table<Record> PURCHASE = table("purchase");
    static final Field<Long> ID = field("id", Long.class);
    static final Field<String> NAME = field("name", String.class);

    private final DSLContext database;

    JooqOrders(DataSource dataSource, Database kind) {
        this.database = DSL.using(dataSource, kind.dialect());
    }

    DSLContext database() {
        return database;
    }

    @Override
    public void add(String name) {
        database.transaction(transaction -> insert(transaction.dsl(), name));
    }

    @Override
    public void addAlone(String name) {
        insert(database, name);
    }

    @Override
    public List<Boolean> addInOne(List<String> names) {
        return database.transactionResult(transaction -> Orders.each(names, name -> insert(transaction.dsl(), name)));
    }

    @Override
    public void addAndRefuse(String name) {
        database.transaction(transaction -> {
            insert(transaction.dsl(), name);
            throw new Refused("sold out");
        });
    }

    @Override
    public List<String> addAndReadBeside(String name) {
        return database.transactionResult(transaction -> {
            insert(transaction.dsl(), name);
            return names();
        });
    }

    @Override
    public void addReadBesideAndRefuse(String name) {
        database.transaction(transaction -> {
            insert(transaction.dsl(), name);
            throw new Refused(String.join(",", names()));
        });
    }

    @Override
    public List<String> names() {
        return database.select(NAME).from(PURCHASE).orderBy(ID).fetch(NAME);
    }

    static void insert(DSLContext where, String name) {
        where.insertInto(PURCHASE, NAME).values(name).execute();
    }
}

package dev.holdfast.examples.expenses.api;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The expenses of every owner. Each method that writes is one transaction. Thread-safe. */
final class ExpenseRepository {
    private static final String INSERT = """
            insert into expenses (owner, amount, note, version)
            values (:owner, :amount, :note, 1)
            """;

    private static final String SELECT_ALL = """
            select id, amount, note, version
            from expenses
            where owner = :owner
            order by id
            """;

    private static final String SELECT = """
            select id, amount, note, version
            from expenses
            where id = :id and owner = :owner
            """;

    private static final String UPDATE = """
            update expenses
            set amount = :amount, note = :note, version = version + 1
            where id = :id and owner = :owner
            """;

    private static final String DELETE = """
            delete from expenses
            where id = :id and owner = :owner
            """;

    private static final RowMapper<Expense> EXPENSE = (row, context) ->
            new Expense(row.getLong("id"), row.getBigDecimal("amount"), row.getString("note"), row.getLong("version"));

    private final Jdbi jdbi;

    ExpenseRepository(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Expense add(String owner, Draft draft) {
        long id = jdbi.inTransaction(handle -> handle.createUpdate(INSERT)
                .bind("owner", owner)
                .bind("amount", draft.amount())
                .bind("note", draft.note())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
        return new Expense(id, draft.amount(), draft.note(), 1);
    }

    List<Expense> all(String owner) {
        return jdbi.withHandle(handle ->
                handle.createQuery(SELECT_ALL).bind("owner", owner).map(EXPENSE).list());
    }

    Optional<Expense> find(String owner, long id) {
        return jdbi.withHandle(handle -> find(handle, owner, id));
    }

    /** Empty if the owner has no such expense. */
    Optional<Expense> change(String owner, long id, Draft draft) {
        return jdbi.inTransaction(handle -> {
            handle.createUpdate(UPDATE)
                    .bind("amount", draft.amount())
                    .bind("note", draft.note())
                    .bind("id", id)
                    .bind("owner", owner)
                    .execute();
            return find(handle, owner, id);
        });
    }

    /** False if the owner has no such expense. */
    boolean remove(String owner, long id) {
        return jdbi.inTransaction(handle ->
                handle.createUpdate(DELETE).bind("id", id).bind("owner", owner).execute() == 1);
    }

    private static Optional<Expense> find(Handle handle, String owner, long id) {
        return handle.createQuery(SELECT)
                .bind("id", id)
                .bind("owner", owner)
                .map(EXPENSE)
                .findOne();
    }
}

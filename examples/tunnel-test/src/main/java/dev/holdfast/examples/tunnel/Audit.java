package dev.holdfast.examples.tunnel;

import dev.holdfast.examples.tunnel.history.Effect;
import dev.holdfast.examples.tunnel.history.Fields;
import dev.holdfast.examples.tunnel.history.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the database itself saw, written down by a trigger in the transactions that wrote it. An expense's rows are in the
 * order of its commits, because a writer holds the expense until it commits.
 */
record Audit(Postgres database) {
    private static final String INSTALL = """
            create table tunnel_audit (
              position bigserial primary key,
              operation text not null,
              expense bigint not null,
              version bigint not null,
              amount numeric(12, 2) not null,
              note text not null
            );
            create function tunnel_audit() returns trigger language plpgsql as $$
            declare
              expense expenses%rowtype;
            begin
              if tg_op = 'DELETE' then expense := old; else expense := new; end if;
              insert into tunnel_audit (operation, expense, version, amount, note)
              values (tg_op, expense.id, expense.version, expense.amount, expense.note);
              return expense;
            end $$;
            create trigger tunnel_audit after insert or update or delete on expenses
              for each row execute function tunnel_audit();
            """;

    private static final String READ = """
            select position, operation, expense, version, amount, note
            from tunnel_audit
            order by position
            """;

    /** Begins. The table of expenses has to be there. */
    static Audit of(Postgres database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(INSTALL);
            return new Audit(database);
        }
    }

    List<Effect> effects() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            List<Effect> effects = new ArrayList<>();
            while (rows.next()) {
                effects.add(effect(rows));
            }
            return effects;
        }
    }

    private static Effect effect(ResultSet row) throws SQLException {
        return new Effect(
                row.getLong("position"),
                kind(row.getString("operation")),
                Api.path(row.getLong("expense")),
                row.getLong("version"),
                new Fields(row.getBigDecimal("amount"), row.getString("note")));
    }

    private static Kind kind(String operation) {
        return switch (operation) {
            case "INSERT" -> Kind.CREATE;
            case "UPDATE" -> Kind.EDIT;
            case "DELETE" -> Kind.DELETE;
            default -> throw new IllegalArgumentException(operation);
        };
    }
}

package dev.holdfast.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.idempotency.store.Attempt;
import dev.holdfast.idempotency.store.IdempotencyStoreFactory;
import dev.holdfast.idempotency.store.StoreException;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactoryTest {
    private static final Map<String, Object> JNDI = new HashMap<>();

    private final Map<String, String> parameters = new HashMap<>();
    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void bind() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, FakeJndi.class.getName());
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        JNDI.put("java:comp/env/jdbc/main", database);
        JNDI.put("java:comp/env/mail", "no data source");
        parameters.put("jdbc.dataSource", "java:comp/env/jdbc/main");
    }

    @AfterEach
    void unbind() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        JNDI.clear();
    }

    @Test
    void theFactoryIsFoundByItsName() {
        assertThat(ServiceLoader.load(IdempotencyStoreFactory.class))
                .extracting(IdempotencyStoreFactory::name)
                .contains("jdbc");
        assertThat(factory().parameters()).allMatch(name -> name.startsWith("jdbc."));
    }

    @Test
    void theStoreIsMadeWithItsTable() {
        parameters.put("jdbc.createSchema", "true");
        parameters.put("jdbc.table", "calls");
        parameters.put("jdbc.dialect", "h2");
        parameters.put("jdbc.statementTimeout", "PT3S");
        parameters.put("jdbc.purgeBatchSize", "10");

        try (var store = create()) {
            assertThat(store.begin(Claims.claim("a"))).isInstanceOf(Attempt.Started.class);
        }
    }

    @Test
    void aTableThatIsNotThereStopsTheStart() {
        parameters.put("jdbc.table", "calls");

        assertThatThrownBy(this::create)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the table calls is not there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc.dataSource | jdbc/main | it must be a name of this server",
                "jdbc.dataSource | java:comp/env/jdbc/other | JNDI has nothing by that name",
                "jdbc.dataSource | java:comp/env/mail | no data source",
                "jdbc.table | a-b | it must be a name",
                "jdbc.dialect | oracle | it must be one of postgresql, mariadb, mysql, h2",
                "jdbc.statementTimeout | 5 | it must be a duration such as PT5S",
                "jdbc.statementTimeout | PT1H | whole seconds from 1 to 300",
                "jdbc.purgeBatchSize | many | it must be a whole number",
                "jdbc.purgeBatchSize | 0 | it must be from 1",
                "jdbc.createSchema | yes | it must be true or false",
            })
    void aWrongValueIsNamedWithItsParameter(String parameter, String value, String why) {
        parameters.put(parameter, value);

        assertThatThrownBy(this::create)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(parameter + " is " + value + ": ")
                .hasMessageContaining(why);
    }

    @Test
    void theDataSourceIsRequired() {
        parameters.remove("jdbc.dataSource");

        assertThatThrownBy(this::create)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc.dataSource is not set");
    }

    private dev.holdfast.idempotency.store.IdempotencyStore create() {
        return factory().create(name -> Optional.ofNullable(parameters.get(name)));
    }

    private static IdempotencyStoreFactory factory() {
        return new JdbcIdempotencyStoreFactory();
    }

    /** What a container would have. Found by its name. */
    public static final class FakeJndi implements InitialContextFactory {
        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws javax.naming.NamingException {
            return new InitialContext(true) {
                @Override
                public Object lookup(String name) throws NameNotFoundException {
                    if (!JNDI.containsKey(name)) {
                        throw new NameNotFoundException(name);
                    }
                    return JNDI.get(name);
                }
            };
        }
    }
}

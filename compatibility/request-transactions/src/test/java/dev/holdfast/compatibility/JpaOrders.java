package dev.holdfast.compatibility;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.Persistence;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** With JPA alone, whose transactions are its own. */
final class JpaOrders implements Orders {
    private final EntityManagerFactory database;

    JpaOrders(DataSource dataSource) {
        this.database = Persistence.createEntityManagerFactory(
                "orders", Map.of("jakarta.persistence.nonJtaDataSource", dataSource));
    }

    @Override
    public void close() {
        database.close();
    }

    @Override
    public void add(String name) {
        inTransaction(entities -> entities.persist(new Purchase(name)));
    }

    @Override
    public void addAlone(String name) {
        add(name);
    }

    @Override
    public List<Boolean> addInOne(List<String> names) {
        return withTransaction(entities -> Orders.each(names, name -> entities.persist(new Purchase(name))));
    }

    @Override
    public void addAndRefuse(String name) {
        inTransaction(entities -> {
            entities.persist(new Purchase(name));
            entities.flush();
            throw new Refused("sold out");
        });
    }

    @Override
    public List<String> addAndReadBeside(String name) {
        return withTransaction(entities -> {
            entities.persist(new Purchase(name));
            entities.flush();
            return names();
        });
    }

    @Override
    public void addReadBesideAndRefuse(String name) {
        inTransaction(entities -> {
            entities.persist(new Purchase(name));
            entities.flush();
            throw new Refused(String.join(",", names()));
        });
    }

    @Override
    public List<String> names() {
        try (EntityManager entities = database.createEntityManager()) {
            return names(entities);
        }
    }

    static List<String> names(EntityManager entities) {
        return entities.createQuery("select p.name from Purchase p order by p.id", String.class)
                .getResultList();
    }

    void inTransaction(Consumer<EntityManager> work) {
        withTransaction(entities -> {
            work.accept(entities);
            return true;
        });
    }

    <T> T withTransaction(Function<EntityManager, T> work) {
        try (EntityManager entities = database.createEntityManager()) {
            EntityTransaction transaction = entities.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(entities);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }
}

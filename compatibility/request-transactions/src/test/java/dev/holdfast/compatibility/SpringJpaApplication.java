package dev.holdfast.compatibility;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** A Spring application that uses JPA. */
@Configuration
@EnableTransactionManagement
class SpringJpaApplication {

    static SpringOrders start(DataSource database) {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> database);
        context.register(SpringJpaApplication.class);
        context.refresh();
        return new SpringOrders(context, false);
    }

    @Bean
    LocalContainerEntityManagerFactoryBean entities(DataSource database) {
        var entities = new LocalContainerEntityManagerFactoryBean();
        entities.setPersistenceUnitName("orders");
        entities.setDataSource(database);
        entities.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        return entities;
    }

    @Bean
    PlatformTransactionManager transactions(EntityManagerFactory entities) {
        return new JpaTransactionManager(entities);
    }

    @Bean
    Rows rows(EntityManagerFactory entities) {
        return new EntityRows(SharedEntityManagerCreator.createSharedEntityManager(entities));
    }

    @Bean
    OrderService service(Rows rows) {
        return new OrderService(rows);
    }

    private record EntityRows(EntityManager entities) implements Rows {
        @Override
        public void insert(String name) {
            entities.persist(new Purchase(name));
            entities.flush();
        }

        @Override
        public List<String> names() {
            return JpaOrders.names(entities);
        }
    }
}

package dev.holdfast.compatibility;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** A Spring application that uses a JdbcTemplate. */
@Configuration
@EnableTransactionManagement
class JdbcTemplateApplication {

    static SpringOrders start(DataSource database) {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> database);
        context.register(JdbcTemplateApplication.class);
        context.refresh();
        return new SpringOrders(context, true);
    }

    @Bean
    PlatformTransactionManager transactions(DataSource database) {
        return new DataSourceTransactionManager(database);
    }

    @Bean
    JdbcTemplate template(DataSource database) {
        return new JdbcTemplate(database);
    }

    @Bean
    Rows rows(JdbcTemplate template) {
        return new JdbcTemplateRows(template);
    }

    @Bean
    OrderService service(Rows rows) {
        return new OrderService(rows);
    }

    private record JdbcTemplateRows(JdbcTemplate template) implements Rows {
        @Override
        public void insert(String name) {
            template.update("insert into purchase (name) values (?)", name);
        }

        @Override
        public List<String> names() {
            return template.queryForList("select name from purchase order by id", String.class);
        }
    }
}

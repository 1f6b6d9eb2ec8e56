package dev.holdfast.compatibility;

import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Under Spring's transactions, whoever manages them. */
final class SpringOrders implements Orders {
    private final ConfigurableApplicationContext context;
    private final OrderService service;
    private final Rows rows;
    private final boolean autoCommits;

    /**
     * Those of a context.
     *
     * @param autoCommits whether a row can be written without a transaction
     */
    SpringOrders(ConfigurableApplicationContext context, boolean autoCommits) {
        this.context = context;
        this.service = context.getBean(OrderService.class);
        this.rows = context.getBean(Rows.class);
        this.autoCommits = autoCommits;
    }

    OrderService service() {
        return service;
    }

    Rows rows() {
        return rows;
    }

    TransactionTemplate template() {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    @Override
    public void close() {
        context.close();
    }

    @Override
    public void add(String name) {
        service.add(name);
    }

    @Override
    public void addAlone(String name) {
        if (autoCommits) {
            rows.insert(name);
        } else {
            service.add(name);
        }
    }

    @Override
    public List<Boolean> addInOne(List<String> names) {
        return service.addInOne(names);
    }

    @Override
    public void addAndRefuse(String name) {
        service.addAndRefuse(name);
    }

    @Override
    public List<String> addAndReadBeside(String name) {
        return service.addAnd(name, service::namesOutside);
    }

    @Override
    public void addReadBesideAndRefuse(String name) {
        service.addAnd(name, () -> {
            throw new Refused(String.join(",", service.namesOutside()));
        });
    }

    @Override
    public List<String> names() {
        return service.names();
    }
}

package dev.holdfast.compatibility;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The transactions of an application under Spring, by annotation. */
class OrderService {
    private final Rows rows;

    OrderService(Rows rows) {
        this.rows = rows;
    }

    @Transactional
    public void add(String name) {
        rows.insert(name);
    }

    @Transactional
    public List<Boolean> addInOne(List<String> names) {
        return Orders.each(names, rows::insert);
    }

    @Transactional
    public void addAndRefuse(String name) {
        rows.insert(name);
        throw new Refused("sold out");
    }

    @Transactional
    public List<String> addAnd(String name, Supplier<List<String>> work) {
        rows.insert(name);
        return work.get();
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void addApart(String name) {
        rows.insert(name);
    }

    @Transactional(propagation = Propagation.NESTED)
    public void addNested(String name, Runnable work) {
        rows.insert(name);
        work.run();
    }

    @Transactional(isolation = Isolation.SERIALIZABLE)
    public void addSerializable(String name) {
        rows.insert(name);
    }

    @Transactional(readOnly = true)
    public List<String> names() {
        return rows.names();
    }

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public List<String> namesOutside() {
        return rows.names();
    }
}

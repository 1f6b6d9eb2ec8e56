package dev.holdfast.compatibility;

import java.util.List;
import java.util.function.Consumer;

/** What the application does, once for each way to get at a database. A name can be ordered once. */
interface Orders extends AutoCloseable {

    /** Adds an order, in a transaction. */
    void add(String name);

    /** Adds each by itself: under auto-commit, or in a transaction each. Those that fail are passed over. */
    default List<Boolean> addEach(List<String> names) {
        return each(names, this::addAlone);
    }

    /** Adds an order by itself: under auto-commit where the stack has that. */
    void addAlone(String name);

    /** Adds them in one transaction, going on after those that fail. */
    List<Boolean> addInOne(List<String> names);

    /** Adds an order, finds that it may not, and rolls back. */
    void addAndRefuse(String name);

    /** Adds an order, and before that is committed reads all of them by a connection of its own. */
    List<String> addAndReadBeside(String name);

    /** The same; then it finds that it may not, and rolls back. */
    void addReadBesideAndRefuse(String name);

    /** All names. */
    List<String> names();

    @Override
    default void close() {}

    /** The results of tries, told one by one. */
    static List<Boolean> each(List<String> names, Consumer<String> insert) {
        return names.stream().map(name -> succeeds(() -> insert.accept(name))).toList();
    }

    /** Whether something does not fail. */
    static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}

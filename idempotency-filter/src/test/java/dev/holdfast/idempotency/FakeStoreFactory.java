package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStoreFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes stores that nothing can be kept in, and remembers them. */
public final class FakeStoreFactory implements IdempotencyStoreFactory {
    static final Deque<NoStore> MADE = new ArrayDeque<>();

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("fake.size");
    }

    @Override
    public IdempotencyStore create(Function<String, Optional<String>> parameters) {
        parameters.apply("fake.size").ifPresent(Integer::parseInt);
        MADE.push(new NoStore());
        return MADE.element();
    }
}

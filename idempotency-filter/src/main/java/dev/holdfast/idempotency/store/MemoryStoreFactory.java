package dev.holdfast.idempotency.store;

import dev.holdfast.servlet.internal.config.Values;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes the {@link CaffeineIdempotencyStore} for {@code store=memory}. */
public final class MemoryStoreFactory implements IdempotencyStoreFactory {
    private static final String PREFIX = "memory.";
    private static final String MAXIMUM_BYTES = PREFIX + "maximumBytes";

    /** For {@link java.util.ServiceLoader}. */
    public MemoryStoreFactory() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Set<String> parameters() {
        return Set.of(MAXIMUM_BYTES);
    }

    @Override
    public IdempotencyStore create(Function<String, Optional<String>> parameters) {
        CaffeineIdempotencyStore.Builder builder = CaffeineIdempotencyStore.builder();
        parameters.apply(MAXIMUM_BYTES).ifPresent(text -> maximumBytes(builder, Values.bytes(MAXIMUM_BYTES, text)));
        return builder.build();
    }

    private static void maximumBytes(CaffeineIdempotencyStore.Builder builder, long number) {
        try {
            builder.maximumBytes(number);
        } catch (IllegalArgumentException e) {
            // the builder calls it by the name it has in Java
            throw new IllegalArgumentException(PREFIX + e.getMessage(), e);
        }
    }
}

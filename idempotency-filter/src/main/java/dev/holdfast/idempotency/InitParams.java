package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.idempotency.store.IdempotencyStoreFactory;
import dev.holdfast.servlet.ProblemRenderer;
import dev.holdfast.servlet.internal.config.Values;
import jakarta.servlet.FilterConfig;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** A filter's configuration in a {@code web.xml}: the builder's options by their names, and {@code store}. */
final class InitParams {
    private static final Map<String, BiConsumer<IdempotencyFilterBuilder, String>> OPTIONS = options();

    private final FilterConfig config;

    InitParams(FilterConfig config) {
        this.config = config;
    }

    static Set<String> names() {
        return Collections.unmodifiableSet(OPTIONS.keySet());
    }

    private static Map<String, BiConsumer<IdempotencyFilterBuilder, String>> options() {
        Map<String, BiConsumer<IdempotencyFilterBuilder, String>> options = new TreeMap<>();
        options.put("rules", IdempotencyFilterBuilder::rules);
        options.put("headerName", IdempotencyFilterBuilder::headerName);
        options.put("keyFormat", (b, text) -> b.keyFormat(KeyFormat.parse(text)));
        options.put("keyMinLength", (b, text) -> b.keyMinLength(Values.integer("keyMinLength", text)));
        options.put("refuseExpiredKeys", (b, text) -> b.refuseExpiredKeys(Values.bool("refuseExpiredKeys", text)));
        options.put("namespace", IdempotencyFilterBuilder::namespace);
        options.put(
                "callerResolver",
                (b, text) -> b.callerResolver(Values.instance("callerResolver", text, CallerResolver.class)));
        options.put("anonymousCaller", IdempotencyFilterBuilder::anonymousCaller);
        options.put("fingerprintHeaders", (b, text) -> b.fingerprintHeaders(Values.list(text)));
        options.put(
                "fingerprintStrategy",
                (b, text) ->
                        b.fingerprintStrategy(Values.instance("fingerprintStrategy", text, FingerprintStrategy.class)));
        options.put("bodyMemory", (b, text) -> b.bodyMemory(Values.arraySize("bodyMemory", text)));
        options.put("maximumResponse", (b, text) -> b.maximumResponse(Values.arraySize("maximumResponse", text)));
        options.put("replaySetCookie", (b, text) -> b.replaySetCookie(Values.bool("replaySetCookie", text)));
        options.put("lease", (b, text) -> b.lease(Values.duration("lease", text)));
        options.put("retention", (b, text) -> b.retention(Values.duration("retention", text)));
        options.put("retryAfter", (b, text) -> b.retryAfter(Values.duration("retryAfter", text)));
        options.put("callerQuota", (b, text) -> b.callerQuota(Values.number("callerQuota", text)));
        options.put("maximumWaiters", (b, text) -> b.maximumWaiters(Values.integer("maximumWaiters", text)));
        options.put("purgeInterval", (b, text) -> b.purgeInterval(Values.duration("purgeInterval", text)));
        options.put(
                "responseCodec",
                (b, text) -> b.responseCodec(Values.instance("responseCodec", text, ResponseCodec.class)));
        options.put(
                "outcomeReconciler",
                (b, text) -> b.outcomeReconciler(Values.instance("outcomeReconciler", text, OutcomeReconciler.class)));
        options.put("listener", (b, text) -> b.listener(Values.instance("listener", text, IdempotencyListener.class)));
        options.put(
                "problemRenderer",
                (b, text) -> b.problemRenderer(Values.instance("problemRenderer", text, ProblemRenderer.class)));
        options.put("problemBase", (b, text) -> b.problemBase(Values.uri("problemBase", text)));
        return options;
    }

    /**
     * What the init-params describe.
     *
     * @throws IllegalArgumentException if one is unknown or wrong, naming it and its value
     */
    Settings settings() {
        IdempotencyStoreFactory factory = factory();
        refuseUnknown(factory);
        IdempotencyStore store = factory.create(this::value);
        try {
            return settings(store);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private Settings settings(IdempotencyStore store) {
        IdempotencyFilterBuilder builder = new IdempotencyFilterBuilder(store);
        OPTIONS.forEach((name, option) -> value(name).ifPresent(text -> option.accept(builder, text)));
        return builder.settings();
    }

    private IdempotencyStoreFactory factory() {
        String name = value("store")
                .orElseThrow(() -> new IllegalArgumentException("store is not set: it must be one of " + storeNames()));
        return factories().stream()
                .filter(factory -> factory.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Values.wrong("store", name, "one of " + storeNames(), null));
    }

    private static List<IdempotencyStoreFactory> factories() {
        return ServiceLoader.load(IdempotencyStoreFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static List<String> storeNames() {
        return factories().stream().map(IdempotencyStoreFactory::name).toList();
    }

    private void refuseUnknown(IdempotencyStoreFactory factory) {
        Set<String> unknown = new TreeSet<>(Collections.list(config.getInitParameterNames()));
        unknown.remove("store");
        unknown.removeAll(names());
        unknown.removeAll(factory.parameters());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The filter has no option " + unknown + "; it has store, "
                    + String.join(", ", names()) + " and, for this store, " + factory.parameters());
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(config.getInitParameter(name)).map(String::strip);
    }
}

package dev.holdfast.examples.expenses.measures;

import dev.holdfast.etag.PreconditionListener;
import dev.holdfast.idempotency.IdempotencyListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened since the start, over all callers, shown at {@code /v1/measures}. It asks the filters' listeners where they
 * can tell, and looks at requests and responses where they cannot. It has to be added to an application before the filters.
 * Its memory is bounded. Thread-safe.
 */
public final class Measures implements ServletContainerInitializer {
    private final boolean protection;
    private final OperationCounts operations = new OperationCounts();
    private final EditCounts edits = new EditCounts();
    private final QueueAges ages = new QueueAges();
    private final Conflicts conflicts = new Conflicts();
    private final Clock clock;

    private Measures(boolean protection, Clock clock) {
        this.protection = protection;
        this.clock = clock;
    }

    /** The measures of an application behind its filters. */
    public static Measures on(Clock clock) {
        return new Measures(true, clock);
    }

    /** The measures of an application without filters: there is nothing to count. */
    public static Measures off() {
        return new Measures(false, Clock.systemUTC());
    }

    /** What the idempotency filter has to be told of. */
    public IdempotencyListener idempotency() {
        return operations;
    }

    /** What the ETag filter has to be told of. */
    public PreconditionListener preconditions() {
        return edits;
    }

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        if (protection) {
            context.addFilter("measures", new ExchangeObserver(ages, conflicts, clock))
                    .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/v1/expenses/*");
        }
        context.addServlet("measures", new MeasuresServlet(this::report)).addMapping("/v1/measures");
    }

    Report report() {
        return new Report(
                protection ? "on" : "off",
                operations.report(),
                edits.report(),
                conflicts.report(clock.instant()),
                ages.report());
    }
}

package dev.holdfast.servlet.internal.order;

import dev.holdfast.servlet.ProtectingFilter;
import dev.holdfast.servlet.ProtectingFilter.Position;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sees to it that the filters stand in the order of their places: where they are registered by a program, where they stand in
 * a {@code web.xml}, and, because containers know other ways as well, at every request.
 */
public final class FilterOrder {
    private static final String INSTALLED = FilterOrder.class.getName() + ".installed";
    /** Names of attributes, which are asked for at every request. */
    private static final Map<Position, String> PASSED = passed();

    private static final List<Position> POSITIONS = List.of(Position.values());

    private FilterOrder() {}

    private static Map<Position, String> passed() {
        Map<Position, String> names = new EnumMap<>(Position.class);
        for (Position position : Position.values()) {
            names.put(position, FilterOrder.class.getName() + ".passed." + position);
        }
        return names;
    }

    /** Registers a filter under a name. */
    public static void register(ServletContext context, ProtectingFilter filter, String name) {
        @SuppressWarnings("unchecked")
        Set<Position> installed = context.getAttribute(INSTALLED) instanceof Set<?> known
                ? (Set<Position>) known
                : EnumSet.noneOf(Position.class);
        installed.forEach(other -> requireBefore(filter.position(), other));
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        if (registration == null) {
            throw new IllegalStateException("A filter named " + name + " is registered already");
        }
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
        installed.add(filter.position());
        context.setAttribute(INSTALLED, installed);
    }

    /**
     * Looks at how the filters stand in the {@code web.xml}, if there is one.
     *
     * @throws IllegalStateException if that is not their order
     */
    public static void verifyDeployment(ServletContext context) {
        WebXml.read(context).ifPresent(webXml -> {
            for (Position first : Position.values()) {
                for (Position second : Position.values()) {
                    if (first.compareTo(second) < 0 && webXml.isMappedAfter(first, second)) {
                        throw wrongOrder(first, second);
                    }
                }
            }
        });
    }

    /**
     * Notes that a request has come to a filter.
     *
     * @throws IllegalStateException if it has been at one that has its place after it
     */
    public static void passes(ServletRequest request, Position position) {
        for (Position later : POSITIONS) {
            if (later.compareTo(position) > 0 && request.getAttribute(PASSED.get(later)) != null) {
                throw wrongOrder(position, later);
            }
        }
        request.setAttribute(PASSED.get(position), true);
    }

    private static void requireBefore(Position position, Position other) {
        if (position.compareTo(other) < 0) {
            throw wrongOrder(position, other);
        }
    }

    private static IllegalStateException wrongOrder(Position first, Position second) {
        return new IllegalStateException("The filter for " + second + " stands before the one for " + first
                + ", which must come first: the retry of a write that succeeded would be refused");
    }
}

package dev.holdfast.benchmarks.inprocess;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The results of a run. Immutable.
 *
 * @param all each of them
 */
record Measurements(List<Measurement> all) {
    Measurements {
        all = List.copyOf(all);
    }

    static Measurements of(Class<?> group, Collection<Measurement> all) {
        return new Measurements(all.stream()
                .filter(each -> each.group().equals(group.getSimpleName()))
                .toList());
    }

    /** The same, where it is the parameters that tell one variant from another. */
    Measurements byParameters(String name) {
        return new Measurements(all.stream()
                .map(each -> new Measurement(
                        each.group(), each.parameters(), name, each.nanos(), each.error(), each.bytes()))
                .toList());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The values of the parameters that were measured, in their order. */
    Set<String> parameters() {
        return all.stream().map(Measurement::parameters).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    List<Measurement> with(String parameters) {
        return all.stream().filter(each -> each.parameters().equals(parameters)).toList();
    }

    Optional<Measurement> find(String variant, String parameters) {
        return with(parameters).stream()
                .filter(each -> each.variant().equals(variant))
                .findFirst();
    }
}

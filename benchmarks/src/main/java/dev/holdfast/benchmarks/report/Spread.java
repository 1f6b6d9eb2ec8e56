package dev.holdfast.benchmarks.report;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Where measurements of the same thing lie.
 *
 * @param least the least of them
 * @param median the middle one
 * @param most the greatest
 */
public record Spread(double least, double median, double most) {

    /**
     * That of some measurements.
     *
     * @param values at least one
     */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.get(0), median, sorted.get(sorted.size() - 1));
    }

    /**
     * The middle one of what some results say.
     *
     * @param results at least one
     */
    public static <T> double median(Collection<T> results, ToDoubleFunction<? super T> value) {
        return of(results.stream().map(value::applyAsDouble).toList()).median();
    }

    /**
     * Where the ratios lie of results to those of others in the same rounds.
     *
     * @param results at least one
     * @param others as many
     * @param value what is compared
     */
    public static <T> Spread ofRatios(List<T> results, List<T> others, ToDoubleFunction<? super T> value) {
        return of(IntStream.range(0, results.size())
                .mapToObj(round -> value.applyAsDouble(results.get(round)) / value.applyAsDouble(others.get(round)))
                .toList());
    }
}

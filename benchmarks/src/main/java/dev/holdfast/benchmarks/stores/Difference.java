package dev.holdfast.benchmarks.stores;

import dev.holdfast.benchmarks.stores.Tape.Read;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How two samples of an operation differ, and so what has to be made anew. */
final class Difference {
    private final Sample first;
    private final Sample second;
    private final List<Read> firstReads;
    private final List<Read> secondReads;

    Difference(Sample first, Sample second) {
        this.first = first;
        this.second = second;
        this.firstReads = reads(first);
        this.secondReads = reads(second);
        Floor.require(firstReads.size() == secondReads.size());
    }

    private static List<Read> reads(Sample sample) {
        return sample.tape().uses().stream()
                .flatMap(use -> use.steps().stream())
                .filter(Tape.Send.class::isInstance)
                .flatMap(step -> ((Tape.Send) step).results().stream())
                .filter(Tape.Rows.class::isInstance)
                .flatMap(result -> ((Tape.Rows) result).reads().stream())
                .toList();
    }

    /**
     * What to send in place of a parameter: its value where both have the same, the record where each has its own, the
     * number that each has read before, and otherwise a random number, as nonces are and the numbers of locks.
     */
    Function<Floor.Run, Object> parameter(Object one, Object other) {
        if (Objects.deepEquals(one, other)) {
            return run -> one;
        }
        if (Objects.deepEquals(one, first.id()) && Objects.deepEquals(other, second.id())) {
            return Floor.Run::id;
        }
        if (!(one instanceof Long && other instanceof Long)) {
            throw new IllegalArgumentException("A parameter differs that is neither the record nor a number");
        }
        return isRead(one, other)
                ? Floor.Run::kept
                : run -> ThreadLocalRandom.current().nextLong();
    }

    private boolean isRead(Object one, Object other) {
        return IntStream.range(0, firstReads.size())
                .anyMatch(i -> one.equals(firstReads.get(i).value())
                        && other.equals(secondReads.get(i).value()));
    }

    /** Whether what was read is a parameter later on. */
    boolean isSent(Read one, Read other) {
        return !Objects.deepEquals(one.value(), other.value())
                && one.type() == JdbcType.LONG
                && isParameter(first, one)
                && isParameter(second, other);
    }

    private static boolean isParameter(Sample sample, Read read) {
        return sample.tape().uses().stream()
                .flatMap(use -> use.steps().stream())
                .filter(Tape.Send.class::isInstance)
                .flatMap(step -> ((Tape.Send) step).parameters().stream())
                .anyMatch(parameter -> Objects.equals(parameter.value(), read.value()));
    }
}

package dev.holdfast.benchmarks.load;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What wrk says at the end, as told by a {@link WrkScript}. */
final class WrkOutput {
    static final String LINE = "measured:";

    private WrkOutput() {}

    /**
     * Reads it.
     *
     * @throws IllegalStateException if it has no such line, or tells of an error
     */
    static Measurement measurement(String output) {
        Map<String, Long> numbers = numbers(output.lines()
                .filter(line -> line.startsWith(LINE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk failed: " + output.strip())));
        for (String error : new String[] {"connect", "read", "write", "timeout", "status", "unexpected"}) {
            if (number(numbers, error) != 0) {
                throw new IllegalStateException("wrk met with errors: " + numbers);
            }
        }
        return new Measurement(
                number(numbers, "requests") * 1e6 / number(numbers, "micros"),
                number(numbers, "p50") / 1e3,
                number(numbers, "p99") / 1e3,
                number(numbers, "p999") / 1e3);
    }

    private static Map<String, Long> numbers(String line) {
        Map<String, Long> numbers = new TreeMap<>();
        Stream.of(line.substring(LINE.length()).strip().split(" "))
                .map(word -> word.split("=", 2))
                .forEach(word -> numbers.put(word[0], Long.parseLong(word[1])));
        return numbers;
    }

    private static long number(Map<String, Long> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }
}

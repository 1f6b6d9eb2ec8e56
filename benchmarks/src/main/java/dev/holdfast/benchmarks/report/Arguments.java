package dev.holdfast.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was told on the command line: {@code --name=value}, in any order. Immutable.
 *
 * @param values by their names, without the dashes
 */
public record Arguments(Map<String, String> values) {

    /** Those values. */
    public Arguments {
        values = Map.copyOf(values);
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is no option, or is told twice
     */
    public static Arguments of(String... arguments) {
        Map<String, String> values = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 0) {
                throw new IllegalArgumentException("Not an option: " + argument);
            }
            if (values.put(argument.substring(2, equals), argument.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("Told twice: " + argument);
            }
        }
        return new Arguments(values);
    }

    /** The value of an option, if it was told. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The value of an option that is a number.
     *
     * @throws IllegalArgumentException if it is none, or less than 1
     */
    public int number(String name, int otherwise) {
        return positive(name, text(name).orElse(Integer.toString(otherwise)));
    }

    /**
     * The value of an option that is one number or several with commas between them.
     *
     * @throws IllegalArgumentException if one is none, or less than 1
     */
    public List<Long> numbers(String name, String otherwise) {
        return Arrays.stream(text(name).orElse(otherwise).split(",", -1))
                .map(number -> (long) positive(name, number))
                .toList();
    }

    /**
     * The value of an option that is the name of one of several things, or all of them if it was not told.
     *
     * @throws IllegalArgumentException if none of them is called so
     */
    public <E extends Enum<E>> List<E> choice(String name, Class<E> type) {
        Optional<String> value = text(name);
        List<E> chosen = Arrays.stream(type.getEnumConstants())
                .filter(each -> value.isEmpty() || each.name().equals(value.get()))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "--" + name + "=" + value.orElse("") + " is none of " + EnumSet.allOf(type));
        }
        return chosen;
    }

    private static int positive(String name, String value) {
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("--" + name + "=" + value + " is no positive number");
        }
        return Integer.parseInt(value);
    }

    /** Those of them with such names. */
    public Arguments only(Collection<String> names) {
        Map<String, String> some = new TreeMap<>(values);
        some.keySet().retainAll(names);
        return new Arguments(some);
    }

    /**
     * Makes sure that no option was told in vain.
     *
     * @throws IllegalArgumentException if there is one of another name
     */
    public void expectOnly(Collection<String> names) {
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Not an option: --" + unknown.first());
        }
    }
}

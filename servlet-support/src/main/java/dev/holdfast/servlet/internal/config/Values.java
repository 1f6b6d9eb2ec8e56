package dev.holdfast.servlet.internal.config;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of options as text, the way init-params hold them. Each message names the option and the value. */
public final class Values {
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB)?");

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private Values() {}

    /** {@code 500ms}, {@code 30s}, {@code 15m}, {@code 24h}, {@code 3d}, or ISO-8601 such as {@code PT30S}. */
    public static Duration duration(String name, String text) {
        Matcher simple = SIMPLE_DURATION.matcher(text.strip());
        if (simple.matches()) {
            long amount = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw wrong(name, text, "a duration such as 30s, 24h or PT30S", e);
        }
    }

    /** A number of bytes: {@code 4096}, {@code 64KiB}, {@code 1MiB}. */
    public static long bytes(String name, String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw wrong(name, text, "a size such as 4096, 64KiB or 1MiB", null);
        }
        long amount = Long.parseLong(size.group(1));
        int shift = switch (Optional.ofNullable(size.group(2)).orElse("B")) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        if (amount > Long.MAX_VALUE >> shift) {
            throw wrong(name, text, "less than 8 EiB", null);
        }
        return amount << shift;
    }

    /** A number of bytes that fits an array. */
    public static int arraySize(String name, String text) {
        long size = bytes(name, text);
        if (size > Integer.MAX_VALUE) {
            throw wrong(name, text, "less than 2 GiB", null);
        }
        return (int) size;
    }

    /** A whole number. */
    public static long number(String name, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(name, text, "a whole number", e);
        }
    }

    /** A whole number that fits an {@code int}. */
    public static int integer(String name, String text) {
        long number = number(name, text);
        if (number != (int) number) {
            throw wrong(name, text, "a whole number of this size or smaller: " + Integer.MAX_VALUE, null);
        }
        return (int) number;
    }

    /** What stands between commas. */
    public static String[] list(String text) {
        return text.isEmpty() ? new String[0] : text.split("\\s*,\\s*", -1);
    }

    /** A URI. */
    public static URI uri(String name, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw wrong(name, text, "a URI", e);
        }
    }

    /** A new object of a class: a {@code web.xml} has nothing but names, and this is the one place that makes objects by name. */
    public static <T> T instance(String name, String className, Class<T> type) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return Class.forName(className, true, loader)
                    .asSubclass(type)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw wrong(
                    name,
                    className,
                    "a public class with a public constructor without arguments, and a " + type.getName(),
                    e);
        } catch (LinkageError e) {
            // what its static initialiser throws, among others: the container would report it without the option's name
            throw new IllegalArgumentException(
                    name + " is \"" + className + "\": it must be a class that can be loaded", e);
        }
    }

    /** {@code true} or {@code false}, and nothing else. */
    public static boolean bool(String name, String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, text, "true or false", null);
        };
    }

    /** One of an enum's constants, in any case, with dashes for underscores if one likes. */
    public static <E extends Enum<E>> E constant(String name, String text, Class<E> type) {
        String constant = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(candidate -> candidate.name().equals(constant))
                .findFirst()
                .orElseThrow(() -> wrong(name, text, "one of " + Arrays.toString(type.getEnumConstants()), null));
    }

    /** Whether it is a token (RFC 9110 section 5.6.2), as methods and field names are. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** What an option says when its text is not what it takes. */
    public static IllegalArgumentException wrong(String name, String text, String wanted, @Nullable Exception cause) {
        return new IllegalArgumentException(name + " is \"" + text + "\": it must be " + wanted, cause);
    }
}

package dev.holdfast.servlet.internal.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One option of a builder: set at most once, or its default. Not thread-safe.
 *
 * @param <T> what it holds
 */
public final class Option<T> {
    private final String name;
    private final @Nullable T fallback;
    private @Nullable T value;

    private Option(String name, @Nullable T fallback) {
        this.name = name;
        this.fallback = fallback;
    }

    /** An option that has a value even when nobody sets it. */
    public static <T> Option<T> of(String name, T fallback) {
        return new Option<>(name, fallback);
    }

    /** An option that must be set before it is read. */
    public static <T> Option<T> required(String name) {
        return new Option<>(name, null);
    }

    /**
     * Sets it.
     *
     * @throws IllegalStateException if it is set already, naming both values
     */
    public void set(T newValue) {
        Objects.requireNonNull(newValue, name);
        if (value != null) {
            throw new IllegalStateException(name + " is set twice: to " + value + " and to " + newValue);
        }
        value = newValue;
    }

    /**
     * Sets it, if it keeps a bound.
     *
     * @throws IllegalArgumentException naming option, value and bound if it does not
     */
    public void set(T newValue, boolean withinBounds, String bounds) {
        Objects.requireNonNull(newValue, name);
        if (!withinBounds) {
            throw new IllegalArgumentException(name + " is " + newValue + ": it must be " + bounds);
        }
        set(newValue);
    }

    /** Whether it was set. */
    public boolean isSet() {
        return value != null;
    }

    /**
     * What was set, or the default.
     *
     * @throws IllegalStateException if there is neither
     */
    public T get() {
        T result = value != null ? value : fallback;
        if (result == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return result;
    }
}

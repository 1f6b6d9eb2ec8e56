package dev.holdfast.jdbc.crash;

/** Is told of each step that a request takes, on the request's thread. Thread-safe. */
@FunctionalInterface
interface Steps {
    void reached(Step step);
}

package dev.holdfast.benchmarks.stores;

/** Something that is done again and again, by several threads at once. */
public interface Operation {

    /** Does it once. It throws where nothing, or something else, was done, so that nobody measures that. */
    void run() throws Exception;
}

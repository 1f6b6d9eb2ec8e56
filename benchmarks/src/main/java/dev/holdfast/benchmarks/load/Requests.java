package dev.holdfast.benchmarks.load;

import java.util.function.Supplier;

/** What clients send: the same request again and again, or the same but for its key. Immutable. */
public interface Requests {

    /** The status that each is answered by; another is an error. */
    int status();

    /** Whether each is marked as replayed, once those were sent that are sent before; anything else is an error. */
    boolean replayed();

    /**
     * How many requests each sequence has, if it begins again after the last; 0 if no key is used twice, or there is none. Those
     * are sent once before the time begins, so that what is measured has been seen by the server.
     */
    int sentBefore();

    /**
     * What one client sends, one request after another. Not thread-safe.
     *
     * @param number which of the clients, from 0
     */
    Supplier<byte[]> sequence(int number);

    /** The same for wrk: the definition of a function {@code request}, for a client whose number is {@code number}. */
    String lua();
}

package dev.holdfast.examples.sync.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to send an operation. */
public sealed interface Answer {

    /**
     * The server has carried it out.
     *
     * @param location where a created resource is, as a path
     * @param tag the entity tag of the new version
     * @param body empty for none
     */
    record Delivered(
            int status, @Nullable String location, @Nullable String tag, String body) implements Answer {}

    /**
     * 412: somebody else changed the resource.
     *
     * @param latest the representation that the server has, as JSON, if it told
     */
    record Conflict(@Nullable String latest, @Nullable String latestTag) implements Answer {}

    /** The server will not carry it out, however often it is sent. */
    record Refused(int status, String reason) implements Answer {}

    /**
     * It is to be sent again, unchanged.
     *
     * @param status zero if there was no answer
     * @param retryAfter how long the server wants to be left alone, at least; zero if it did not say
     * @param sent whether it may have arrived; false if there was not even a connection
     */
    record Later(int status, String reason, Duration retryAfter, boolean sent) implements Answer {}
}

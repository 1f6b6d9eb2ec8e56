package dev.holdfast.examples.sync.http;

import org.jspecify.annotations.Nullable;

/** What came of a read. */
public sealed interface Fetched {

    /**
     * 200.
     *
     * @param body as it came
     */
    record Current(@Nullable String tag, String body) implements Fetched {}

    /** 304: what the client has is still so. */
    record NotModified() implements Fetched {}

    /** 404 or 410. */
    record Absent() implements Fetched {}

    /** The server will not let it be read, however often it is asked. */
    record Refused(int status, String reason) implements Fetched {}

    /** No answer, or one that says nothing for good. */
    record Failed(Answer.Later answer) implements Fetched {}
}

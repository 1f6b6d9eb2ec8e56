package dev.holdfast.etag;

import dev.holdfast.servlet.internal.http.HttpDate;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Versions told by what the application answers to a GET, for the same caller and with the same fields: by the
 * {@code ETag} it sets itself, or else by the hash of its content. Reads run the application, and are spared their content
 * where the client has it.
 *
 * <p>Thread-safe.
 */
public final class RepresentationVersions implements ResourceVersions {

    /** It keeps nothing. */
    public RepresentationVersions() {}

    @Override
    public Optional<ResourceVersion> current(ResourceRequest resource) throws IOException, ServletException {
        Representation representation = resource.representation()
                .orElseThrow(() -> new IOException("The representation is larger than maximumRepresentation, or the"
                        + " application answers asynchronously: it cannot tell the version"));
        return representation.existsOrThrow() ? Optional.of(version(representation)) : Optional.empty();
    }

    /** The application is asked on the thread of the request, and sees what that has written. */
    @Override
    public boolean joinsTransaction() {
        return true;
    }

    private static ResourceVersion version(Representation representation) {
        return version(
                representation.header("ETag"),
                representation.header("Last-Modified"),
                List.of(ByteBuffer.wrap(representation.fetched().body())));
    }

    static ResourceVersion version(Optional<String> tag, Optional<String> lastModified, List<ByteBuffer> body) {
        EntityTag known = tag.flatMap(RepresentationVersions::parse).orElseGet(() -> ContentTag.of(body));
        return lastModified
                .flatMap(date -> HttpDate.parse(date, Instant.now()))
                .map(date -> ResourceVersion.of(known, date))
                .orElseGet(() -> ResourceVersion.of(known));
    }

    private static Optional<EntityTag> parse(String field) {
        try {
            TagCondition condition = TagCondition.parse("ETag", List.of(field));
            return condition instanceof TagCondition.Tags list && list.tags().size() == 1
                    ? Optional.of(list.tags().get(0))
                    : Optional.empty();
        } catch (MalformedConditionException e) {
            return Optional.empty();
        }
    }
}

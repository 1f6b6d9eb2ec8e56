package dev.holdfast.etag;

import dev.holdfast.servlet.internal.body.ReplayedRequest.Source;
import dev.holdfast.servlet.internal.capture.CapturedExchange;
import dev.holdfast.servlet.internal.capture.CapturingResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A read that goes to the application, whose version a source knew before: its response passes as it is written, and its tag
 * is set when the first byte is, or the end comes. One request.
 */
final class ConditionalRead extends CapturedExchange {
    private static final Set<Integer> TAGGED = Set.of(200, 203, 206);

    private final ETagRule rule;
    private final @Nullable ResourceVersion version;
    private final HttpServletResponse target;

    /**
     * Begins.
     *
     * @param version what was known before the application was asked; null if nothing
     */
    ConditionalRead(
            ETagRule rule,
            @Nullable ResourceVersion version,
            HttpServletRequest request,
            HttpServletResponse response) {
        super(request, response, new Source.Container(), CapturingResponse.NOTHING_HELD);
        this.rule = rule;
        this.version = version;
        this.target = response;
    }

    @Override
    public void streamingBegins() {
        tag();
    }

    @Override
    protected void answer() throws IOException {
        tag();
        response().send();
    }

    private void tag() {
        if (TAGGED.contains(response().status()) && !target.isCommitted()) {
            if (version != null) {
                ValidatorFields.version(version, target);
            }
            ValidatorFields.caching(rule, target);
        }
    }

    @Override
    public String toString() {
        return original().getMethod() + " under " + rule;
    }
}

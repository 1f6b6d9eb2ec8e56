package dev.holdfast.etag;

import dev.holdfast.servlet.internal.body.ReplayedRequest.Source;
import dev.holdfast.servlet.internal.capture.CapturedExchange;
import dev.holdfast.servlet.internal.capture.CapturingResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A write that goes to the application whatever its precondition says, of which those who count versions are told. One request. */
final class ObservedWrite extends CapturedExchange {
    private static final Logger log = LoggerFactory.getLogger(ETagFilter.class);

    private final ConditionalRequest request;
    private final Sources sources;

    ObservedWrite(ConditionalRequest request, Sources sources) {
        super(request.request(), request.response(), new Source.Container(), CapturingResponse.NOTHING_HELD);
        this.request = request;
        this.sources = sources;
    }

    /** The application is about to write. */
    void begin() {
        try {
            sources.changing(request.rule().versions(), request.resource());
        } catch (IOException | RuntimeException e) {
            log.warn("A source of versions was not told of {}", request.event(), e);
        }
    }

    private void changed(int status) {
        try {
            sources.changed(request.rule().versions(), request.resource(), status);
        } catch (IOException | RuntimeException e) {
            log.warn("A source of versions was not told of {}", request.event(), e);
        }
    }

    @Override
    public void streamingBegins() {
        // as without the filter
    }

    @Override
    protected void answer() throws IOException {
        changed(response().status());
        response().send();
    }

    @Override
    protected void failed() {
        changed(0);
    }

    @Override
    protected void abandoned() {
        changed(0);
    }

    @Override
    protected void overAtLast() {
        changed(0);
    }

    @Override
    public String toString() {
        return request.event() + " under " + request.rule();
    }
}

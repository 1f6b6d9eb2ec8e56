package dev.holdfast.etag;

import dev.holdfast.servlet.internal.body.ReplayedRequest.Source;
import dev.holdfast.servlet.internal.capture.CapturedExchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A read that the application answers before its tag is known: the content is held, up to a limit, hashed, and spared a
 * client that has it. Past the limit it goes out without a tag. One request.
 */
final class HashedRead extends CapturedExchange {
    /** What speaks of a content that a 304 has not (RFC 9110 section 15.4.5), or is the container's. */
    private static final Set<String> NOT_OF_304 = Set.of(
            "content-encoding",
            "content-language",
            "content-length",
            "content-range",
            "content-type",
            "date",
            "server",
            "trailer",
            "transfer-encoding");

    private final ConditionalRequest request;
    private final ETagSettings settings;
    private final PreconditionRefusals refusals;
    private final @Nullable ResourceVersion known;
    private final HttpServletResponse target;

    /**
     * Begins.
     *
     * @param asked what the application is asked
     * @param known the version that a source told; null if the content is to tell
     */
    HashedRead(
            ConditionalRequest request,
            HttpServletRequest asked,
            ETagSettings settings,
            PreconditionRefusals refusals,
            @Nullable ResourceVersion known) {
        super(asked, request.response(), new Source.Container(), settings.maximumResponse());
        this.request = request;
        this.settings = settings;
        this.refusals = refusals;
        this.known = known;
        this.target = request.response();
    }

    @Override
    public void streamingBegins() {
        if (response().status() == HttpServletResponse.SC_OK) {
            ValidatorFields.caching(request.rule(), target);
        }
    }

    @Override
    protected void answer() throws IOException {
        Optional<List<ByteBuffer>> content = response().content();
        if (content.isEmpty() || response().status() != HttpServletResponse.SC_OK) {
            response().send();
            return;
        }
        ResourceVersion version = known == null ? told(content.get()) : known;
        ValidatorFields.caching(request.rule(), target);
        switch (Preconditions.evaluate(
                request.method(), request.conditions(), version, request.rule().comparison())) {
            case PROCEED -> {
                if (!version.tag()
                        .toString()
                        .equals(target.getHeader("ETag"))) { // none, or none that could be sent back
                    ValidatorFields.version(version, target);
                }
                response().send();
            }
            case NOT_MODIFIED -> notModified(version);
            case FAILED -> {
                Optional<HttpServletResponse> untouched = response().takeBack();
                if (untouched.isPresent()) {
                    refusals.failed(request, version, untouched.get()).send();
                }
            }
        }
    }

    private ResourceVersion told(List<ByteBuffer> content) {
        return RepresentationVersions.version(
                Optional.ofNullable(target.getHeader("ETag")),
                Optional.ofNullable(target.getHeader("Last-Modified")),
                content);
    }

    private void notModified(ResourceVersion version) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (String name : target.getHeaderNames()) {
            if (!NOT_OF_304.contains(name.toLowerCase(Locale.ROOT))) {
                kept.put(name, List.copyOf(target.getHeaders(name)));
            }
        }
        response().takeBack().ifPresent(untouched -> {
            untouched.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            kept.forEach((name, values) -> {
                if (untouched.getHeader(name) == null) {
                    values.forEach(value -> untouched.addHeader(name, value));
                }
            });
            ValidatorFields.version(version, untouched);
            settings.listener().tell(l -> l.notModified(request.event()));
        });
    }

    @Override
    public String toString() {
        return request.event() + " under " + request.rule();
    }
}

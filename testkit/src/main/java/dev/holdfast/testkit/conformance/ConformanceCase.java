package dev.holdfast.testkit.conformance;

import dev.holdfast.testkit.http.WireRequest;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One thing that applications do. Immutable.
 *
 * @param topic what it belongs to
 * @param name what it is, a name of its own
 * @param path the folder of the application it is done in
 * @param request what is sent, whose target is set by the suite, query apart
 * @param query the query, or nothing
 * @param handler what is done
 * @param again what a retry sends in place of the request
 * @param retry what becomes of a retry
 * @param arrangement where it is done
 */
public record ConformanceCase(
        String topic,
        String name,
        String path,
        WireRequest request,
        String query,
        Handler handler,
        UnaryOperator<WireRequest> again,
        Retry retry,
        Arrangement arrangement) {

    /** A POST without a body whose retry is a replay. */
    public static ConformanceCase of(String topic, String name, Handler handler) {
        return new ConformanceCase(
                topic,
                name,
                "/case",
                WireRequest.of("POST", "/"),
                "",
                handler,
                UnaryOperator.identity(),
                Retry.REPLAYED,
                Arrangement.PLAIN);
    }

    /** The same with another request. */
    public ConformanceCase sent(UnaryOperator<WireRequest> change) {
        return new ConformanceCase(topic, name, path, change.apply(request), query, handler, again, retry, arrangement);
    }

    /** The same with a query. */
    public ConformanceCase query(String value) {
        return new ConformanceCase(topic, name, path, request, "?" + value, handler, again, retry, arrangement);
    }

    /** The same in another folder. */
    public ConformanceCase at(String folder) {
        return new ConformanceCase(topic, name, folder, request, query, handler, again, retry, arrangement);
    }

    /** The same, with another request for its retry, made of the first one. */
    public ConformanceCase retried(UnaryOperator<WireRequest> change) {
        return new ConformanceCase(topic, name, path, request, query, handler, change, retry, arrangement);
    }

    /** The same, with another fate of its retries. */
    public ConformanceCase retry(Retry fate) {
        return new ConformanceCase(topic, name, path, request, query, handler, again, fate, arrangement);
    }

    /** The same, deployed in another way. */
    public ConformanceCase arranged(Arrangement other) {
        return new ConformanceCase(topic, name, path, request, query, handler, again, retry, other);
    }

    String slug() {
        return (topic + " " + name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    WireRequest addressed() {
        return request.target(path + "/" + slug() + query);
    }

    WireRequest addressedAgain() {
        return again.apply(addressed()).target(addressed().target());
    }
}

package dev.holdfast.etag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request under a rule, as far as it is known before the application is asked. One request.
 *
 * @param rule the rule that speaks of it
 * @param conditions its preconditions
 * @param event what a listener is told of it
 * @param resource what it is about
 * @param request the request as the filter was given it
 * @param response the response as the filter was given it
 */
record ConditionalRequest(
        ETagRule rule,
        Conditions conditions,
        PreconditionEvent event,
        RequestedResource resource,
        HttpServletRequest request,
        HttpServletResponse response) {

    String method() {
        return event.method();
    }
}

package dev.holdfast.etag;

import dev.holdfast.servlet.internal.http.WithoutFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.Set;

/**
 * A request under a rule, as far as it is known before the application is asked. One request.
 *
 * @param rule the rule that speaks of it
 * @param conditions its preconditions
 * @param event what a listener is told of it
 * @param resource what it is about
 * @param request the request as the filter was given it
 * @param response the response as the filter was given it
 * @param attribute under which dispatches find what goes on
 */
record ConditionalRequest(
        ETagRule rule,
        Conditions conditions,
        PreconditionEvent event,
        RequestedResource resource,
        HttpServletRequest request,
        HttpServletResponse response,
        String attribute) {

    /** The request without fields: some that are named, and the dates that its tags overrule (RFC 9110 section 13.2.2). */
    HttpServletRequest toHandler(Set<String> without) {
        Set<String> hidden = new HashSet<>(without);
        if (conditions.ifNoneMatch().isPresent()) {
            hidden.add("if-modified-since");
        }
        if (conditions.ifMatch().isPresent()) {
            hidden.add("if-unmodified-since");
        }
        return hidden.isEmpty() ? request : new WithoutFields(request, hidden::contains);
    }

    String method() {
        return event.method();
    }
}

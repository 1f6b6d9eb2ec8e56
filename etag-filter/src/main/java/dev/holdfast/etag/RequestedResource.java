package dev.holdfast.etag;

import dev.holdfast.servlet.internal.fetch.InternalGet;
import dev.holdfast.servlet.internal.route.ApplicationPath;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;

/** The resource that a rule says a request is about. One request. */
final class RequestedResource implements ResourceRequest {
    private final ETagRule rule;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final int limit;
    private final Map<String, String> variables;
    private final String path;

    RequestedResource(ETagRule rule, HttpServletRequest request, HttpServletResponse response, int limit) {
        this.rule = rule;
        this.request = request;
        this.response = response;
        this.limit = limit;
        String target = ApplicationPath.of(request);
        this.variables = rule.path().variables(target);
        this.path = rule.resource(target, variables);
    }

    @Override
    public HttpServletRequest request() {
        return request;
    }

    @Override
    public String path() {
        return path;
    }

    /** The same for every request that is guarded with this one, also from other applications of the same database. */
    String guardName() {
        return request.getContextPath() + path;
    }

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public Optional<String> caller() {
        return Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName);
    }

    @Override
    public Optional<Representation> representation() throws IOException, ServletException {
        String query = rule.guardsItsTarget() && request.getQueryString() != null ? request.getQueryString() : "";
        return InternalGet.of(request, response, encodedPath(), query, limit).map(Representation::new);
    }

    private String encodedPath() {
        if (rule.guardsItsTarget()) {
            String uri =
                    request.getRequestURI().substring(request.getContextPath().length());
            return uri.replaceAll(";[^/]*", ""); // a session's name, and whatever else the container has looked at
        }
        return rule.encodedResource(variables);
    }
}

package dev.holdfast.etag;

import dev.holdfast.servlet.ProtectingFilter;
import dev.holdfast.servlet.internal.capture.CapturedExchange;
import dev.holdfast.servlet.internal.order.FilterOrder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes resources safe to edit concurrently: reads carry validators and are spared what their client has, and writes are
 * carried out only if the client knew what it overwrites (RFC 9110 section 13, RFC 6585 section 3).
 *
 * <p>It comes after authentication and after the idempotency filter, for the dispatcher types {@link
 * DispatcherType#REQUEST} and {@link DispatcherType#ASYNC}, with asynchronous support. {@link #install} registers it so. A
 * request that no rule matches goes by untouched.
 *
 * <p>Thread-safe.
 */
public final class ETagFilter implements ProtectingFilter {
    private static final Logger log = LoggerFactory.getLogger(ETagFilter.class);

    private @Nullable ETagSettings settings;
    private @Nullable ConditionalRequests requests;

    /** For a {@code web.xml}: the filter is configured by its init-params, which have the names of the builder's options. */
    public ETagFilter() {}

    ETagFilter(ETagSettings settings) {
        this.settings = settings;
    }

    /** Begins to describe a filter. */
    public static ETagFilterBuilder builder() {
        return new ETagFilterBuilder();
    }

    @Override
    public Position position() {
        return Position.PRECONDITIONS;
    }

    /**
     * Registers the filter for every path, after those that are registered already. Call it after what authenticates, and
     * after the idempotency filter's; {@link ProtectingFilter#install(ServletContext, ProtectingFilter...)} registers both.
     *
     * @throws IllegalStateException if a filter named {@code holdfast-etag} is registered already
     */
    @Override
    public void install(ServletContext context) {
        FilterOrder.register(context, this, "holdfast-etag");
    }

    /**
     * Starts the filter.
     *
     * @throws IllegalArgumentException if an init-param is unknown or wrong, naming it and its value
     */
    @Override
    public void init(FilterConfig config) {
        ETagSettings known = settings == null ? new InitParams(config).settings() : settings;
        settings = known;
        requests = new ConditionalRequests(known);
        FilterOrder.verifyDeployment(config.getServletContext());
        log.info("ETag filter: {}", known.summary());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (settings == null || requests == null) {
            throw new IllegalStateException("The filter has not been initialised: a container calls init() first");
        }
        if (request.getAttribute(requests.attribute()) instanceof CapturedExchange exchange) {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                exchange.resume(chain, request, response);
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse httpResponse) {
            @Nullable ETagRule rule = settings.ruleFor(http.getMethod(), http.getServletPath(), http.getPathInfo());
            if (rule != null && rule.requirement() != Requirement.OFF) {
                FilterOrder.passes(request, position());
                requests.handle(rule, http, httpResponse, chain);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}

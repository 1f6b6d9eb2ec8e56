package dev.holdfast.idempotency;

import dev.holdfast.idempotency.store.IdempotencyStore;
import dev.holdfast.servlet.Mode;
import dev.holdfast.servlet.ProtectingFilter;
import dev.holdfast.servlet.internal.body.MalformedFormException;
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
 * Makes mutations safe to retry: a request that carries {@code Idempotency-Key} takes effect at most once for its caller
 * and key, and every retry gets the first response back, marked {@code Idempotency-Replayed: true}
 * (draft-ietf-httpapi-idempotency-key-header-07).
 *
 * <p>It comes after authentication, for the dispatcher types {@link DispatcherType#REQUEST} and {@link
 * DispatcherType#ASYNC}, with asynchronous support. {@link #install} registers it so. A request that no rule matches goes
 * by untouched.
 *
 * <p>Thread-safe.
 */
public final class IdempotencyFilter implements ProtectingFilter {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

    private @Nullable Settings settings;
    private @Nullable IdempotencyStore ownStore;
    private @Nullable Engine engine;
    private @Nullable Identification identification;

    /** For a {@code web.xml}: the filter is configured by its init-params, which have the names of the builder's options. */
    public IdempotencyFilter() {}

    IdempotencyFilter(Settings settings) {
        this.settings = settings;
    }

    /**
     * Begins to describe a filter.
     *
     * @param store where the records are kept; it stays its owner's to close
     */
    public static IdempotencyFilterBuilder builder(IdempotencyStore store) {
        return new IdempotencyFilterBuilder(store);
    }

    @Override
    public Position position() {
        return Position.IDEMPOTENCY;
    }

    /**
     * Registers the filter for every path, after those that are registered already. Call it after what authenticates; {@link
     * ProtectingFilter#install(ServletContext, ProtectingFilter...)} registers it together with the ETag filter.
     *
     * @throws IllegalStateException if a filter named {@code holdfast-idempotency} is registered already, or the ETag
     *     filter, which comes after it
     */
    @Override
    public void install(ServletContext context) {
        FilterOrder.register(context, this, "holdfast-idempotency");
    }

    /**
     * Starts the filter.
     *
     * @throws IllegalArgumentException if an init-param is unknown or wrong, naming it and its value
     */
    @Override
    public void init(FilterConfig config) {
        FilterOrder.verifyDeployment(config.getServletContext());
        Settings known = settings;
        if (known == null) {
            known = new InitParams(config).settings();
            ownStore = known.store();
            settings = known;
        }
        identification = new Identification(known);
        engine = new Engine(known);
        engine.start();
        log.info("Idempotency filter: {}", known.summary());
    }

    /** Stops the filter's own threads; outcomes that could not be recorded are tried once more. */
    @Override
    public void destroy() {
        if (engine != null) {
            engine.close();
        }
        if (ownStore != null) {
            ownStore.close();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            handle(request, response, chain);
        } catch (ServletException | RuntimeException e) {
            boolean malformedForm =
                    e instanceof MalformedFormException || e.getCause() instanceof MalformedFormException;
            if (!malformedForm || response.isCommitted() || !(response instanceof HttpServletResponse http)) {
                throw e;
            }
            // the container would have said so itself, had it been left to parse the form
            http.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    private void handle(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (engine == null || identification == null || settings == null) {
            throw new IllegalStateException("The filter has not been initialised: a container calls init() first");
        }
        Object ongoing = request.getAttribute(Exchange.ATTRIBUTE);
        if (ongoing instanceof Exchange exchange) {
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
            IdempotencyRule rule = settings.ruleFor(http.getMethod(), http.getServletPath(), http.getPathInfo());
            if (rule != null && rule.requirement() != Requirement.OFF) {
                FilterOrder.passes(request, position());
                protect(engine, identification.of(http, rule), rule, http, httpResponse, chain);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private static void protect(
            Engine engine,
            Identification.Result identified,
            IdempotencyRule rule,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        if (identified instanceof Identification.Result.Known known) {
            RequestContent content = RequestContent.read(request, engine.settings());
            if (rule.mode() == Mode.OBSERVE) {
                new Observation(engine, rule, known.request(), content, request, response).handle(chain);
            } else {
                new Enforcement(engine, rule, known.request(), content, request, response, chain).handle();
            }
        } else if (identified instanceof Identification.Result.Refused refused) {
            IdempotencyEvent event =
                    new IdempotencyEvent(request.getMethod(), rule.path().toString(), null);
            if (rule.mode() == Mode.OBSERVE) {
                Observation.wouldRefuse(engine.settings(), event, refused.problem());
                chain.doFilter(request, response);
            } else if (refused.problem() == IdempotencyProblem.KEY_MALFORMED) {
                engine.refusals().malformed(refused.reason(), event, request, response);
            } else {
                engine.refusals().refuse(refused.problem(), event, request, response);
            }
        } else {
            chain.doFilter(request, response);
        }
    }
}

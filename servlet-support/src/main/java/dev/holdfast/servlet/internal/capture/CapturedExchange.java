package dev.holdfast.servlet.internal.capture;

import dev.holdfast.servlet.internal.body.ReplayedRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request whose response is captured, from the handler's first dispatch to the one end that it has: {@link #answer},
 * {@link #failed} or {@link #abandoned}, whichever of handler, container and time limit comes first.
 *
 * <p>One request. Whoever comes second waits until the first is over: a response on its way is not to be cut off.
 */
public abstract class CapturedExchange implements AsyncHooks, StreamingListener {
    private static final Logger log = LoggerFactory.getLogger(CapturedExchange.class);

    private final HttpServletRequest original;
    private final CapturingResponse response;
    private final CapturedRequest request;
    private final Finish finish = new Finish();
    private volatile boolean troubled;
    private volatile boolean abandoned;

    /**
     * Begins to hold the response back.
     *
     * @param source where the handler has the body from
     * @param limit how many bytes of the response are held at most
     */
    protected CapturedExchange(
            HttpServletRequest request, HttpServletResponse response, ReplayedRequest.Source source, int limit) {
        this.original = request;
        this.response = new CapturingResponse(request, response, limit, this);
        this.request = new CapturedRequest(request, source, this.response, this);
    }

    // --- what becomes of it

    /** The handler is done: decides, and sends a response. */
    protected abstract void answer() throws IOException;

    /** The handler threw, and nothing of it goes on. What it had written is handed over afterwards. */
    protected void failed() {
        // the container answers
    }

    /** The container ended the request while the work behind it may go on. */
    protected void abandoned() {
        // the container answers
    }

    /** That work is over as well. */
    protected void overAtLast() {
        // nobody waits for it
    }

    /** It has ended, in whichever way. */
    protected void ended() {
        // nothing is held
    }

    /** In words, for the log. */
    @Override
    public abstract String toString();

    // --- for the filter

    /** The response as far as it was captured. */
    protected final CapturingResponse response() {
        return response;
    }

    /** The request as the filter was given it. */
    protected final HttpServletRequest original() {
        return original;
    }

    /** The request as the handler is given it. */
    protected final CapturedRequest request() {
        return request;
    }

    /** The handler is called for the first time. Further dispatches find the exchange under that attribute. */
    public final void run(FilterChain chain, String attribute) throws IOException, ServletException {
        original.setAttribute(attribute, this);
        dispatch(chain, request, response);
    }

    /** The container comes back after {@code AsyncContext.dispatch}, with whatever wrappers it was given. */
    public final void resume(FilterChain chain, ServletRequest wrapped, ServletResponse wrappedResponse)
            throws IOException, ServletException {
        if (isAroundOurs(wrappedResponse)) {
            dispatch(chain, wrapped, wrappedResponse);
        } else {
            // past the capture: what is in between now was put there for this dispatch
            request.continueAs((HttpServletRequest) wrapped);
            response.continueAs((HttpServletResponse) wrappedResponse);
            dispatch(chain, request, response);
        }
    }

    private boolean isAroundOurs(ServletResponse outer) {
        return outer == response || (outer instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(response));
    }

    private void dispatch(FilterChain chain, ServletRequest toHandler, ServletResponse fromHandler)
            throws IOException, ServletException {
        request.beginDispatch();
        boolean returned = false;
        try {
            chain.doFilter(toHandler, fromHandler);
            returned = true;
        } finally {
            if (!returned) {
                threw();
            }
        }
        if (request.endDispatch()) {
            end();
        }
    }

    private void threw() {
        boolean over = request.endDispatch();
        if (request.asyncRequested()) {
            if (over) {
                completing(); // it was told that the request is complete, and so it is
            } else {
                troubled(); // what was started may still be going on
            }
            return;
        }
        if (finish.begin()) {
            try {
                failed();
                handOver();
            } finally {
                over();
            }
        }
    }

    /** What was written before the exception, for the container to treat as it does without the filter. */
    private void handOver() {
        try {
            response.send();
        } catch (IOException | RuntimeException e) {
            log.debug("What {} had written before it failed could not be sent", this, e);
        }
    }

    private void end() throws IOException {
        if (!finish.begin()) {
            return;
        }
        try {
            answer();
        } finally {
            over();
        }
    }

    private void over() {
        try {
            ended();
        } finally {
            finish.over();
        }
    }

    // --- for the container

    @Override
    public final void completing() {
        if (abandoned) {
            overAtLast();
            return;
        }
        if (finish.awaited()) {
            return; // the container is not to complete a response that is on its way
        }
        try {
            end();
        } catch (IOException | UncheckedIOException e) {
            log.debug("The client of {} is gone", this, e);
        } catch (RuntimeException | Error e) {
            // thrown on, it would keep the context from being completed, and the client waiting
            log.warn("The response of {} could not be sent", this, e);
            sendFailure();
        }
    }

    private void sendFailure() {
        try {
            Optional<HttpServletResponse> untouched = response.takeBack();
            if (untouched.isPresent()) {
                untouched.get().sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        } catch (IOException | RuntimeException e) {
            log.debug("Nor could its failure", e);
        }
    }

    @Override
    public final void troubled() {
        troubled = true;
        response.passErrors();
        if (finish.awaited() || finish.isOver()) {
            complete();
        }
    }

    /** The response went out while the container's time ran out: it must not put its error page in its place. */
    private void complete() {
        try {
            original.getAsyncContext().complete();
        } catch (IllegalStateException e) {
            log.debug("{} was completed meanwhile", this, e);
        }
    }

    @Override
    public final void closed() {
        if (finish.begun()) {
            return;
        }
        if (!troubled) {
            log.warn(
                    "A response of {} was dispatched past the filter and may be lost:"
                            + " register the filter for the dispatcher types REQUEST and ASYNC",
                    this);
            completing();
        } else if (finish.begin()) {
            abandoned = true;
            try {
                abandoned();
            } finally {
                over();
            }
        }
    }
}

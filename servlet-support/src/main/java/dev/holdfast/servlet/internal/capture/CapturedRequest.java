package dev.holdfast.servlet.internal.capture;

import dev.holdfast.servlet.internal.body.ReplayedRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request whose dispatches and asynchronous handling keep to the captured response. One request. */
public final class CapturedRequest extends ReplayedRequest {
    private static final Logger log = LoggerFactory.getLogger(CapturedRequest.class);

    private final CapturingResponse response;
    private final AsyncHooks hooks;
    private final Completion completion = new Completion();
    private volatile @Nullable CapturedAsync async;
    private volatile @Nullable CapturedAsync latest;
    private Forward forward = Forward.UNKNOWN;

    /** Ties a request to the response that is captured for it. */
    public CapturedRequest(HttpServletRequest request, Source source, CapturingResponse response, AsyncHooks hooks) {
        super(request, source);
        this.response = response;
        this.hooks = hooks;
        response.answers(this);
    }

    /**
     * Without arguments containers take what they gave, past every wrapper, or what they are given; a dispatch comes back with
     * that, and with what outer filters put around it anew.
     */
    @Override
    public AsyncContext startAsync() {
        requireAsync();
        AsyncContext container = getRequest().startAsync();
        return started(container, container.hasOriginalRequestAndResponse());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        requireAsync();
        boolean ours = request == this && response == this.response;
        return started(getRequest().startAsync(request, response), ours && isOriginal());
    }

    @Override
    public boolean isAsyncSupported() {
        return hooks.asyncObstacle().isEmpty() && super.isAsyncSupported();
    }

    private void requireAsync() {
        hooks.asyncObstacle().ifPresent(obstacle -> {
            log.warn(obstacle);
            throw new IllegalStateException(obstacle);
        });
    }

    /** Whether nobody before the filter had wrapped what the container gave. */
    private boolean isOriginal() {
        return !(getRequest() instanceof ServletRequestWrapper) && !response.isAroundWrapper();
    }

    private AsyncContext started(AsyncContext container, boolean original) {
        CapturedAsync started = CapturedAsync.started(container, this, hooks, completion, original);
        async = started;
        return started;
    }

    /** There is a new cycle of asynchronous handling. */
    void asyncStarts(CapturedAsync cycle) {
        latest = cycle;
    }

    /** Whether no cycle was started after that one, in this dispatch or another. */
    boolean isLatest(CapturedAsync cycle) {
        return latest == cycle;
    }

    @Override
    public AsyncContext getAsyncContext() {
        CapturedAsync started = async;
        return started != null ? started : super.getAsyncContext();
    }

    /** Whether the handler asked for asynchronous handling since {@link #beginDispatch}. */
    public boolean asyncRequested() {
        return async != null;
    }

    /** The handler is about to be called; what an earlier dispatch asked for is forgotten. */
    public void beginDispatch() {
        async = null;
        completion.dispatchBegins();
        callbacks().dispatchBegins();
    }

    /**
     * The handler has returned.
     *
     * @return whether the response is complete now, because it is not asynchronous, or has been completed meanwhile
     */
    public boolean endDispatch() {
        boolean completed = completion.dispatchEnds();
        callbacks().dispatchEnds();
        return completed || async == null;
    }

    @Override
    public @Nullable RequestDispatcher getRequestDispatcher(String path) {
        RequestDispatcher container = super.getRequestDispatcher(path);
        return container == null ? null : new CapturedDispatcher(container, this, response);
    }

    void forwarding(Forward how) {
        forward = how;
    }

    /** Whether the container is in the middle of a forward, and the captured response is what it was given. */
    boolean isForwarded() {
        return forward == Forward.DIRECT
                || (forward == Forward.UNKNOWN && getRequest().getDispatcherType() == DispatcherType.FORWARD);
    }

    /** Whether the container is in the middle of an include, whichever dispatcher it came by. */
    boolean isIncluded() {
        return getRequest().getDispatcherType() == DispatcherType.INCLUDE;
    }

    /** The response that is captured. */
    CapturingResponse response() {
        return response;
    }

    /** The container comes back with another request of its own. */
    void continueAs(HttpServletRequest request) {
        setRequest(request);
    }

    @Override
    public HttpSession getSession() {
        return getSession(true);
    }

    @Override
    public HttpSession getSession(boolean create) {
        HttpSession session = super.getSession(false);
        if (session == null && create && response.refusesSession()) {
            throw new IllegalStateException("A session cannot be begun after the response was committed");
        }
        return session == null ? super.getSession(create) : session;
    }

    /** What is known of the forward that is going on. */
    enum Forward {
        /** There is none, or it did not come by this request. */
        UNKNOWN,
        /** With the captured response itself. */
        DIRECT,
        /** With a wrapper of the handler's around it. */
        WRAPPED
    }
}

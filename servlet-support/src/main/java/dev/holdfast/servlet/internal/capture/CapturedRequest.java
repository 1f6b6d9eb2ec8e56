package dev.holdfast.servlet.internal.capture;

import dev.holdfast.servlet.internal.body.ReplayedRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A request whose dispatches and asynchronous handling keep to the captured response. One request. */
public final class CapturedRequest extends ReplayedRequest {
    private final CapturingResponse response;
    private final AsyncHooks hooks;
    private final Completion completion = new Completion();
    private volatile @Nullable CapturedAsync async;
    private Forward forward = Forward.UNKNOWN;

    /** Ties a request to the response that is captured for it. */
    public CapturedRequest(HttpServletRequest request, Source source, CapturingResponse response, AsyncHooks hooks) {
        super(request, source);
        this.response = response;
        this.hooks = hooks;
        response.answers(this);
    }

    @Override
    public AsyncContext startAsync() {
        // without arguments the container would take its own response, past the capture
        return started(getRequest().startAsync(this, response), true);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        boolean ours = request == this && response == this.response;
        return started(getRequest().startAsync(request, response), ours && isOriginal());
    }

    /** Whether nobody before the filter had wrapped what the container gave. */
    private boolean isOriginal() {
        return !(getRequest() instanceof ServletRequestWrapper) && !response.isAroundWrapper();
    }

    private AsyncContext started(AsyncContext container, boolean original) {
        CapturedAsync started = CapturedAsync.started(container, hooks, completion, original);
        async = started;
        return started;
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
        response.listening().dispatchBegins();
    }

    /**
     * The handler has returned.
     *
     * @return whether the response is complete now, because it is not asynchronous, or has been completed meanwhile
     */
    public boolean endDispatch() {
        boolean completed = completion.dispatchEnds();
        response.listening().dispatchEnds();
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

package dev.holdfast.servlet.internal.capture;

import dev.holdfast.servlet.internal.body.ReplayedRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A request whose asynchronous handling keeps to the captured response. One request. */
public final class CapturedRequest extends ReplayedRequest {
    private final CapturingResponse response;
    private final AsyncHooks hooks;
    private @Nullable CapturedAsync async;

    /** Ties a request to the response that is captured for it. */
    public CapturedRequest(HttpServletRequest request, Source source, CapturingResponse response, AsyncHooks hooks) {
        super(request, source);
        this.response = response;
        this.hooks = hooks;
        response.runAsync(this::getAsyncContext);
    }

    @Override
    public AsyncContext startAsync() {
        // without arguments the container would take its own response, past the capture
        return started(getRequest().startAsync(this, response), true);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return started(getRequest().startAsync(request, response), request == this && response == this.response);
    }

    private AsyncContext started(AsyncContext container, boolean original) {
        async = CapturedAsync.started(container, hooks, original);
        return async;
    }

    /** Whether the handler asked for asynchronous handling since {@link #beginDispatch}. */
    public boolean asyncRequested() {
        return async != null;
    }

    /** Forgets what an earlier dispatch asked for. */
    public void beginDispatch() {
        async = null;
    }

    @Override
    public AsyncContext getAsyncContext() {
        return async != null ? async : super.getAsyncContext();
    }
}

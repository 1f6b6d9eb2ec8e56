package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import java.io.IOException;

/** The handler's asynchronous context, with a step before its completion. As thread-safe as the container's. */
final class CapturedAsync implements AsyncContext {
    private final AsyncContext container;
    private final CapturedRequest request;
    private final AsyncHooks hooks;
    private final Completion completion;
    private final boolean original;
    private volatile boolean dispatched;

    private CapturedAsync(
            AsyncContext container,
            CapturedRequest request,
            AsyncHooks hooks,
            Completion completion,
            boolean original) {
        this.container = container;
        this.request = request;
        this.hooks = hooks;
        this.completion = completion;
        this.original = original;
    }

    static CapturedAsync started(
            AsyncContext container,
            CapturedRequest request,
            AsyncHooks hooks,
            Completion completion,
            boolean original) {
        CapturedAsync started = new CapturedAsync(container, request, hooks, completion, original);
        request.asyncStarts(started);
        container.addListener(started.new HookListener());
        return started;
    }

    @Override
    public ServletRequest getRequest() {
        ServletRequest given = container.getRequest();
        return isAround(given, request) ? given : request;
    }

    private static boolean isAround(ServletRequest outer, ServletRequest inner) {
        return outer == inner || (outer instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(inner));
    }

    @Override
    public ServletResponse getResponse() {
        ServletResponse given = container.getResponse();
        boolean around = given == request.response()
                || (given instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(request.response()));
        return around ? given : request.response();
    }

    /** What the handler would see without the wrapper, which is itself what the container was given. */
    @Override
    public boolean hasOriginalRequestAndResponse() {
        return original;
    }

    @Override
    public void complete() {
        if (dispatched) {
            if (request.response().ignoresLateCompletion()) {
                return;
            }
            throw new IllegalStateException("complete() after dispatch()"); // Servlet 6.0 §9.7.3 and §2.3.3.3
        }
        request.callbacks().over();
        if (!completion.deferred()) {
            hooks.completing();
        }
        container.complete();
    }

    @Override
    public void dispatch() {
        container.dispatch();
        dispatched = true;
    }

    @Override
    public void dispatch(String path) {
        container.dispatch(path);
        dispatched = true;
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        container.dispatch(context, path);
        dispatched = true;
    }

    @Override
    public void start(Runnable run) {
        container.start(run);
    }

    @Override
    public void addListener(AsyncListener listener) {
        container.addListener(new Relay(listener));
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        container.addListener(new Relay(listener), request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return container.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        container.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
        return container.getTimeout();
    }

    /** Gives the handler's listener this context: the container's own would complete behind the wrapper's back. */
    private final class Relay implements AsyncListener {
        private final AsyncListener handler;

        Relay(AsyncListener handler) {
            this.handler = handler;
        }

        private AsyncEvent ours(AsyncEvent event) {
            return new AsyncEvent(
                    CapturedAsync.this, event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable());
        }

        @Override
        public void onComplete(AsyncEvent event) throws IOException {
            handler.onComplete(ours(event));
        }

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {
            handler.onTimeout(ours(event));
        }

        @Override
        public void onError(AsyncEvent event) throws IOException {
            handler.onError(ours(event));
        }

        @Override
        public void onStartAsync(AsyncEvent event) throws IOException {
            // told before whoever starts it has it: this is the next cycle's, which has its own hooks
            CapturedAsync next = new CapturedAsync(event.getAsyncContext(), request, hooks, completion, original);
            handler.onStartAsync(new AsyncEvent(
                    next, event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable()));
        }
    }

    /**
     * Tells the hooks what becomes of this cycle, while there is no later one, which has its own listener. A container may come
     * back to an earlier one: Undertow ends it once more when the later is completed before its dispatch has returned.
     */
    private final class HookListener implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            if (isLatest()) {
                hooks.closed();
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            if (isLatest()) {
                hooks.troubled();
            }
        }

        @Override
        public void onError(AsyncEvent event) {
            if (isLatest()) {
                hooks.troubled();
            }
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // each start goes through CapturedRequest
        }

        private boolean isLatest() {
            return request.isLatest(CapturedAsync.this);
        }
    }
}

package dev.holdfast.servlet.internal.capture;

import dev.holdfast.servlet.internal.capture.CapturedRequest.Forward;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** The container's dispatcher, which would clear and judge its own response and not the captured one. One request. */
final class CapturedDispatcher implements RequestDispatcher {
    private final RequestDispatcher container;
    private final CapturedRequest request;
    private final CapturingResponse response;

    CapturedDispatcher(RequestDispatcher container, CapturedRequest request, CapturingResponse response) {
        this.container = container;
        this.request = request;
        this.response = response;
    }

    @Override
    public void forward(ServletRequest toTarget, ServletResponse fromTarget) throws ServletException, IOException {
        boolean direct = fromTarget == response;
        response.beginForward();
        request.forwarding(direct ? Forward.DIRECT : Forward.WRAPPED);
        try {
            container.forward(toTarget, fromTarget);
        } finally {
            request.forwarding(Forward.UNKNOWN);
        }
        if (direct && !request.asyncRequested()) {
            response.closeByHandler(); // Servlet 6.0 §9.4, and a container that closes past wrappers
        }
    }

    @Override
    public void include(ServletRequest toTarget, ServletResponse fromTarget) throws ServletException, IOException {
        response.beginInclude();
        try {
            container.include(toTarget, fromTarget);
        } finally {
            response.endInclude();
        }
    }
}

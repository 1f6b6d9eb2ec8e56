package dev.holdfast.compatibility;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;

/** What stands around every resource. */
final class Filters {
    private Filters() {}

    /** Answers itself when asked to. */
    public static final class Stop implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            String status = request.getHeaderString("X-Stop");
            if (status != null) {
                request.abortWith(Response.status(Integer.parseInt(status))
                        .entity("stopped")
                        .build());
            }
        }
    }

    /** Leaves its mark on every response. */
    public static final class Stamp implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().add("X-Stamp", request.getMethod());
            response.getHeaders().add("X-Stamp", response.getStatus());
        }
    }
}

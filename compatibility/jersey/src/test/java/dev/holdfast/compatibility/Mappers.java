package dev.holdfast.compatibility;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** What becomes of the application's own exceptions. */
final class Mappers {
    private Mappers() {}

    static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class AwayException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The client's mistake. */
    public static final class Taken implements ExceptionMapper<TakenException> {
        @Override
        public Response toResponse(TakenException exception) {
            return Response.status(Response.Status.CONFLICT)
                    .header("X-Taken", "yes")
                    .entity("taken")
                    .build();
        }
    }

    /** The server's. */
    public static final class Away implements ExceptionMapper<AwayException> {
        @Override
        public Response toResponse(AwayException exception) {
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .entity("away")
                    .build();
        }
    }
}

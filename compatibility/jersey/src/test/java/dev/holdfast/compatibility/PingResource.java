package dev.holdfast.compatibility;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Answers whoever asks whether a connection is still good. */
@Path("ping")
public class PingResource {

    /** Answers. */
    @GET
    public String ping() {
        return "pong";
    }
}

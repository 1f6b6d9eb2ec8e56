package dev.holdfast.compatibility;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/** Everything that goes wrong. */
@Path("errors")
public class ErrorsResource {

    @POST
    @Path("mapped")
    public String mapped() {
        throw new Mappers.TakenException();
    }

    @POST
    @Path("mapped-503")
    public String away() {
        throw new Mappers.AwayException();
    }

    @POST
    @Path("web")
    public String web() {
        throw new WebApplicationException(
                Response.status(402).header("X-Price", "7").entity("pay").build());
    }

    @POST
    @Path("bare-409")
    public String bare() {
        throw new ClientErrorException("taken", Response.Status.CONFLICT);
    }

    @POST
    @Path("not-found")
    public String notFound() {
        throw new NotFoundException("there is none");
    }

    @POST
    @Path("forbidden")
    public String forbidden() {
        throw new ForbiddenException();
    }

    @POST
    @Path("unavailable")
    public String unavailable() {
        throw new ServiceUnavailableException(7L);
    }

    @POST
    @Path("status-404")
    public Response status() {
        return Response.status(404, "No Such Thing").build();
    }

    @POST
    @Path("status-500")
    public Response failed() {
        return Response.serverError().entity("broken").build();
    }

    @POST
    @Path("unchecked")
    public String unchecked() {
        throw new IllegalStateException("broken");
    }

    @POST
    @Path("checked")
    public String checked() throws IOException {
        throw new IOException("broken");
    }

    @POST
    @Path("error")
    public String error() {
        throw new AssertionError("broken");
    }

    @GET
    @Path("read-only")
    public String readOnly() {
        return "read";
    }

    @POST
    @Path("typed")
    @Consumes("application/json")
    @Produces("application/json")
    public String typed(String json) {
        return json;
    }
}

package dev.holdfast.compatibility;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.util.Locale;

/** Entities in and out. */
@Path("entities")
public class EntitiesResource {

    @POST
    @Path("text")
    @Produces("text/plain;charset=UTF-8")
    public String text(String text) {
        return "<" + text + ">";
    }

    @POST
    @Path("json")
    @Consumes("application/json")
    @Produces("application/json")
    public String json(String json) {
        return "[" + json + "]";
    }

    @POST
    @Path("bytes")
    public byte[] bytes(byte[] bytes) {
        return bytes;
    }

    @POST
    @Path("stream")
    @Produces("application/octet-stream")
    public InputStream stream(InputStream in) throws IOException {
        return new ByteArrayInputStream(in.readAllBytes());
    }

    @POST
    @Path("reader")
    public String reader(Reader in) throws IOException {
        StringWriter text = new StringWriter();
        in.transferTo(text);
        return text.toString();
    }

    @POST
    @Path("unread")
    public String unread() {
        return "not read";
    }

    @POST
    @Path("created")
    public Response created(String text) {
        return Response.created(URI.create("entities/7")).entity(text).build();
    }

    @POST
    @Path("see-other")
    public Response seeOther() {
        return Response.seeOther(URI.create("/entities/7")).build();
    }

    @POST
    @Path("temporary")
    public Response temporary() {
        return Response.temporaryRedirect(URI.create("https://other.example/x")).build();
    }

    @POST
    @Path("nothing")
    public void nothing() {}

    @POST
    @Path("accepted")
    public Response accepted() {
        return Response.accepted().build();
    }

    @POST
    @Path("described")
    public Response described() {
        CacheControl cache = new CacheControl();
        cache.setMaxAge(60);
        return Response.ok("described")
                .tag(new EntityTag("v7"))
                .header("Last-Modified", "Sun, 09 Sep 2001 01:46:40 GMT")
                .language(Locale.GERMANY)
                .cacheControl(cache)
                .header("X-Several", "one")
                .header("X-Several", "two")
                .build();
    }

    @POST
    @Path("cookies")
    public Response cookies() {
        return Response.ok("baked")
                .cookie(
                        new NewCookie.Builder("a").value("1").path("/").build(),
                        new NewCookie.Builder("b").value("2").httpOnly(true).build())
                .build();
    }

    @POST
    @Path("user")
    public String user(@Context HttpServletRequest request) {
        return request.getUserPrincipal().getName() + " " + request.getMethod();
    }

    @POST
    @Path("large")
    public String large() {
        return "x".repeat(2_000_000);
    }

    @PUT
    @Path("{id}")
    public Response put(@PathParam("id") String id) {
        return Response.noContent().header("X-Id", id).build();
    }

    @PATCH
    @Path("{id}")
    public String patch(@PathParam("id") String id, String change) {
        return id + change;
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        return Response.status(Response.Status.GONE).entity(id).build();
    }

    @GET
    @Path("{id}")
    public String get(@PathParam("id") String id) {
        return id;
    }
}

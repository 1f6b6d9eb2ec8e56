package dev.holdfast.compatibility;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.glassfish.jersey.media.multipart.FormDataBodyPart;
import org.glassfish.jersey.media.multipart.FormDataContentDisposition;
import org.glassfish.jersey.media.multipart.FormDataMultiPart;
import org.glassfish.jersey.media.multipart.FormDataParam;

/** Forms, as fields and as parts. */
@Path("forms")
public class FormsResource {

    @POST
    @Path("fields")
    public String fields(@FormParam("item") String item, @FormParam("count") int count) {
        return item + " " + count;
    }

    @POST
    @Path("query")
    public String query(@QueryParam("item") String query, @FormParam("item") String item) {
        return query + " " + item;
    }

    @POST
    @Path("form")
    public String form(Form form) {
        return new TreeMap<>(form.asMap()).toString();
    }

    @PUT
    @Path("form")
    public String put(Form form) {
        return new TreeMap<>(form.asMap()).toString();
    }

    @POST
    @Path("map")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public String map(MultivaluedMap<String, String> form) {
        return new TreeMap<>(form).toString();
    }

    @POST
    @Path("text")
    public String text(String form) {
        return form;
    }

    @POST
    @Path("parts")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public String parts(FormDataMultiPart parts) throws IOException {
        StringBuilder told = new StringBuilder();
        for (var field : new TreeMap<>(parts.getFields()).entrySet()) {
            for (FormDataBodyPart part : field.getValue()) {
                try (InputStream in = part.getEntityAs(InputStream.class)) {
                    told.append(field.getKey()).append(' ').append(told(in)).append('\n');
                }
            }
        }
        return told.toString();
    }

    @POST
    @Path("file")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public String file(
            @FormDataParam("file") InputStream file,
            @FormDataParam("file") FormDataContentDisposition about,
            @FormDataParam("note") String note)
            throws IOException {
        return about.getFileName() + " " + note + " " + told(file);
    }

    private static String told(InputStream in) throws IOException {
        byte[] content = in.readAllBytes();
        return content.length + " " + new String(content, StandardCharsets.UTF_8).hashCode();
    }
}

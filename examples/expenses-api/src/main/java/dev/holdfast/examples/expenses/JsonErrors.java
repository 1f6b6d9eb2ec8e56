package dev.holdfast.examples.expenses;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The container's own errors, in the API's format. They name the status and nothing of what went wrong inside. */
final class JsonErrors extends ErrorHandler {
    private static final HttpField CONTENT_TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        response.getHeaders().put(CONTENT_TYPE);
        response.write(true, body(status), callback);
    }

    private static ByteBuffer body(int status) {
        String error = "{\"error\":\"" + sentence(HttpStatus.getMessage(status)) + "\"}";
        return ByteBuffer.wrap(error.getBytes(StandardCharsets.UTF_8));
    }

    private static String sentence(String title) {
        return title.charAt(0) + title.substring(1).toLowerCase(Locale.ROOT);
    }
}

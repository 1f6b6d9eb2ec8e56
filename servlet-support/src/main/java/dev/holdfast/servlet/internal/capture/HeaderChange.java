package dev.holdfast.servlet.internal.capture;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/**
 * What the chain did to one header field. Immutable.
 *
 * @param name the field's name as the chain spelled it
 * @param values the values it left, in their order; none if it took the field away
 * @param replaces whether they take the place of what outer filters had set, or follow it
 */
public record HeaderChange(String name, List<String> values, boolean replaces) {

    /** Copies the values. */
    public HeaderChange {
        values = List.copyOf(values);
    }

    /** Does the same to another response. */
    public void applyTo(HttpServletResponse response) {
        if (values.isEmpty()) {
            takeFrom(response);
        } else if (name.equalsIgnoreCase("Content-Type")) {
            response.setContentType(values.get(0));
        } else if (name.equalsIgnoreCase("Content-Length")) {
            response.setContentLengthLong(Long.parseLong(values.get(0)));
        } else {
            for (int i = 0; i < values.size(); i++) {
                if (i == 0 && replaces) {
                    response.setHeader(name, values.get(i));
                } else {
                    response.addHeader(name, values.get(i));
                }
            }
        }
    }

    /** Servlet 6.1's way, which earlier containers have too, or take no notice of. */
    private void takeFrom(HttpServletResponse response) {
        if (name.equalsIgnoreCase("Content-Type")) {
            response.setContentType(null);
        } else {
            response.setHeader(name, null);
        }
    }
}

package dev.holdfast.idempotency;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Init-params without a container. */
@NullMarked
public record MapConfig(Map<String, String> values) implements FilterConfig {
    @Override
    public String getFilterName() {
        return "holdfast-idempotency";
    }

    @Override
    public ServletContext getServletContext() {
        throw new UnsupportedOperationException("There is no container");
    }

    @Override
    public @Nullable String getInitParameter(String name) {
        return values.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(values.keySet());
    }
}

package dev.holdfast.examples.expenses.page;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds the page to an application: {@code /} and what is under {@code /page/}. Everything else stays what it was. */
public final class Page implements ServletContainerInitializer {
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        // The empty pattern is "/" alone, where "/" would be everything that nothing else answers
        context.addServlet("page", new PageServlet()).addMapping("", "/page/*");
    }
}

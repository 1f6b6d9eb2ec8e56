package dev.holdfast.compatibility;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.testkit.conformance.CountingFilter;
import dev.holdfast.testkit.conformance.Twins.Twin;
import dev.holdfast.testkit.http.HeaderPrincipal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.glassfish.jersey.servlet.ServletContainer;

/** Tomcat with the application. Thread-safe. */
final class JerseyServer implements AutoCloseable {
    private final Tomcat tomcat;
    private final Application application;
    private final CountingFilter counting;

    private JerseyServer(Tomcat tomcat, Application application, CountingFilter counting) {
        this.tomcat = tomcat;
        this.application = application;
        this.counting = counting;
    }

    static JerseyServer start(Optional<IdempotencyFilter> filter) throws Exception {
        Application application = new Application();
        CountingFilter counting = new CountingFilter();
        Path base = Files.createTempDirectory(Path.of("target"), "tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setConnector(connector());
        Context context = tomcat.addContext("", base.toAbsolutePath().toString());
        context.addServletContainerInitializer(
                (types, servletContext) -> {
                    filter(servletContext, "principal", new HeaderPrincipal());
                    filter.ifPresent(installed -> installed.install(servletContext));
                    filter(servletContext, "counting", counting);
                    servlet(servletContext, application);
                },
                Set.of());
        tomcat.getHost().getPipeline().addValve(reports());
        tomcat.start();
        return new JerseyServer(tomcat, application, counting);
    }

    private static Connector connector() {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        return connector;
    }

    /** Tomcat's own error page, without the stack traces in which every filter shows. */
    private static ErrorReportValve reports() {
        ErrorReportValve reports = new ErrorReportValve();
        reports.setShowReport(false);
        return reports;
    }

    private static void filter(ServletContext context, String name, Filter filter) {
        FilterRegistration.Dynamic registration = context.addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), true, "/*");
    }

    private static void servlet(ServletContext context, Application application) {
        ServletRegistration.Dynamic registration = context.addServlet("jersey", new ServletContainer(application));
        registration.setAsyncSupported(true);
        registration.addMapping("/*");
    }

    Twin twin() {
        return new Twin(port(), counting);
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** What lets its handlers go on. */
    Gate gate() {
        return application.gate();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        application.close();
    }
}

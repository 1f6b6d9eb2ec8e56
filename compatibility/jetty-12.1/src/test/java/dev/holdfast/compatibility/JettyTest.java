package dev.holdfast.compatibility;

import dev.holdfast.testkit.conformance.ConformanceSuite;
import dev.holdfast.testkit.conformance.Deployment;
import dev.holdfast.testkit.conformance.ServletContainer;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;

final class JettyTest extends ConformanceSuite {

    @Override
    protected ServletContainer container() {
        return JettyTest::start;
    }

    @Override
    protected boolean sendsInterimResponses() {
        return true;
    }

    private static ServletContainer.Running start(Deployment deployment) throws Exception {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        ServerConnector connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(deployment.compressed() ? compressing(context(deployment)) : context(deployment));
        server.start();
        return new Running(server, connector.getLocalPort());
    }

    private static ServletContextHandler context(Deployment deployment) {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServletContainerInitializer(
                (types, servletContext) -> deployment.setUp().accept(servletContext));
        ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
        deployment.errorPages().forEach(pages::addErrorPage);
        deployment.exceptionPages().forEach(pages::addErrorPage);
        pages.setShowStacks(false); // in which every filter shows
        context.setErrorHandler(pages);
        return context;
    }

    @SuppressWarnings("removal") // its successor is not in 12.0, and does the same
    private static Handler compressing(Handler application) {
        GzipHandler gzip = new GzipHandler(application);
        gzip.setMinGzipSize(256);
        gzip.setIncludedMethods("GET", "POST");
        gzip.setIncludedMimeTypes("text/plain");
        return gzip;
    }

    private record Running(Server server, int port) implements ServletContainer.Running {
        @Override
        public void stop() throws Exception {
            server.stop();
        }
    }
}

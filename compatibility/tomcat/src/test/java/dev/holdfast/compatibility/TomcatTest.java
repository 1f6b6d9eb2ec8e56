package dev.holdfast.compatibility;

import dev.holdfast.testkit.conformance.ConformanceSuite;
import dev.holdfast.testkit.conformance.Deployment;
import dev.holdfast.testkit.conformance.ServletContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

final class TomcatTest extends ConformanceSuite {

    @Override
    protected ServletContainer container() {
        return TomcatTest::start;
    }

    private static ServletContainer.Running start(Deployment deployment) throws Exception {
        Path base = Files.createTempDirectory(Path.of("target"), "tomcat");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setConnector(connector(deployment.compressed()));
        Context context = tomcat.addContext("", base.toAbsolutePath().toString());
        context.addServletContainerInitializer(
                (types, servletContext) -> deployment.setUp().accept(servletContext), Set.of());
        deployment.errorPages().forEach((status, path) -> context.addErrorPage(page(status, path)));
        deployment.exceptionPages().forEach((type, path) -> context.addErrorPage(page(type, path)));
        ((StandardHost) tomcat.getHost()).setErrorReportValveClass(Reports.class.getName());
        tomcat.start();
        return new Running(tomcat);
    }

    private static Connector connector(boolean compressed) {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.addUpgradeProtocol(http2());
        if (compressed) {
            connector.setProperty("compression", "on");
            connector.setProperty("compressionMinSize", "256");
            connector.setProperty("compressibleMimeType", "text/plain");
        }
        return connector;
    }

    private static Http2Protocol http2() {
        Http2Protocol http2 = new Http2Protocol();
        // Tomcat 10.1 answers one more request with 500 after an asynchronous one that failed, filter or not
        http2.setDiscardRequestsAndResponses(true);
        return http2;
    }

    private static ErrorPage page(int status, String path) {
        ErrorPage page = new ErrorPage();
        page.setErrorCode(status);
        page.setLocation(path);
        return page;
    }

    private static ErrorPage page(Class<? extends Throwable> type, String path) {
        ErrorPage page = new ErrorPage();
        page.setExceptionType(type.getName());
        page.setLocation(path);
        return page;
    }

    private record Running(Tomcat tomcat) implements ServletContainer.Running {
        @Override
        public int port() {
            return tomcat.getConnector().getLocalPort();
        }

        @Override
        public void stop() throws Exception {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}

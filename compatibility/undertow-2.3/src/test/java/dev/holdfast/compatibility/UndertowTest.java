package dev.holdfast.compatibility;

import dev.holdfast.testkit.conformance.ConformanceSuite;
import dev.holdfast.testkit.conformance.Deployment;
import dev.holdfast.testkit.conformance.ServletContainer;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.predicate.Predicates;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.util.Set;

final class UndertowTest extends ConformanceSuite {

    @Override
    protected ServletContainer container() {
        return UndertowTest::start;
    }

    private static ServletContainer.Running start(Deployment deployment) throws Exception {
        DeploymentManager manager = Servlets.newContainer().addDeployment(info(deployment));
        manager.deploy();
        HttpHandler application = manager.start();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
                .setHandler(deployment.compressed() ? compressing(application) : application)
                .build();
        server.start();
        return new Running(server, manager);
    }

    private static DeploymentInfo info(Deployment deployment) {
        ServletContainerInitializer setUp =
                (types, context) -> deployment.setUp().accept(context);
        DeploymentInfo info = Servlets.deployment()
                .setDeploymentName("application")
                .setContextPath("/")
                .setClassLoader(UndertowTest.class.getClassLoader())
                // its own error page, without the stack traces in which every filter shows
                .setServletStackTraces(ServletStackTraces.NONE)
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        setUp.getClass(), new ImmediateInstanceFactory<>(setUp), Set.of()));
        deployment.errorPages().forEach((status, path) -> info.addErrorPage(Servlets.errorPage(path, status)));
        deployment.exceptionPages().forEach((type, path) -> info.addErrorPage(Servlets.errorPage(path, type)));
        return info;
    }

    private static HttpHandler compressing(HttpHandler application) {
        ContentEncodingRepository encodings = new ContentEncodingRepository()
                .addEncodingHandler("gzip", new GzipEncodingProvider(), 50, Predicates.requestLargerThan(-1));
        return new EncodingHandler(application, encodings);
    }

    private record Running(Undertow server, DeploymentManager manager) implements ServletContainer.Running {
        @Override
        public int port() {
            return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        }

        @Override
        public void stop() throws Exception {
            server.stop();
            manager.stop();
            manager.undeploy();
        }
    }
}

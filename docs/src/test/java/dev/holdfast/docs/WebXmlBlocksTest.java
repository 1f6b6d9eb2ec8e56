package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.OrdersServlet;
import dev.holdfast.testkit.http.WireResponse;
import jakarta.servlet.DispatcherType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every descriptor is deployed, and protects. */
class WebXmlBlocksTest {
    private static final String WEB_APP = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
            %s
            </web-app>
            """;

    @TempDir
    private Path directory;

    static Stream<CodeBlock> blocks() {
        return CodeBlock.all(Kind.WEB_XML);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void theDescriptorProtectsAnApplication(CodeBlock block) throws Exception {
        OrdersServlet orders = new OrdersServlet();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        server.addConnector(connector);
        server.setHandler(application(block, orders));
        server.start();
        try {
            WireResponse first = Orders.order("k1").send(connector.getLocalPort());
            WireResponse retry = Orders.order("k1").send(connector.getLocalPort());

            assertThat(orders.orders()).isEqualTo(1);
            assertThat(retry.body()).isEqualTo(first.body());
            assertThat(retry.header("Idempotency-Replayed")).hasValue("true");
            assertThat(Orders.order("").send(connector.getLocalPort()).status()).isEqualTo(400);
        } finally {
            server.stop();
        }
    }

    /** The mappings of the two filters change places. */
    @Test
    void theWrongOrderStopsTheStart() throws Exception {
        String right = blocks().map(CodeBlock::text)
                .filter(text -> text.contains("ETagFilter"))
                .findFirst()
                .orElseThrow();
        int first = right.indexOf("<filter-mapping>");
        int second = right.indexOf("<filter-mapping>", first + 1);
        String wrong = right.substring(0, first) + right.substring(second) + "\n" + right.substring(first, second);
        Server server = new Server();
        server.addConnector(new ServerConnector(server, 1, 1));
        WebAppContext application = application(wrong, new OrdersServlet());
        application.setThrowUnavailableOnStartupException(true);
        server.setHandler(application);
        try {
            assertThatThrownBy(server::start)
                    .hasStackTraceContaining("PRECONDITIONS stands before the one for IDEMPOTENCY");
        } finally {
            server.stop();
        }
    }

    private WebAppContext application(CodeBlock block, OrdersServlet orders) throws Exception {
        return application(block.text(), orders);
    }

    private WebAppContext application(String descriptorText, OrdersServlet orders) throws Exception {
        Path descriptor = directory.resolve("WEB-INF/web.xml");
        Files.createDirectories(descriptor.getParent());
        Files.writeString(descriptor, WEB_APP.formatted(descriptorText));
        WebAppContext application = new WebAppContext(directory.toString(), "/");
        application.addFilter(HeaderPrincipal.class, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder holder = new ServletHolder(orders);
        holder.setAsyncSupported(true);
        application.addServlet(holder, "/v1/*");
        return application;
    }
}

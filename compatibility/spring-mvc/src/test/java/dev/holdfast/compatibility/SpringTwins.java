package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.conformance.Twins;
import dev.holdfast.testkit.conformance.Twins.Twin;
import dev.holdfast.testkit.conformance.Witness;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;

/** The application bare and behind the filter, started once for all classes. Thread-safe. */
final class SpringTwins implements AutoCloseable {
    private final ConfigurableApplicationContext bare;
    private final ConfigurableApplicationContext kept;
    private final Twins twins;

    private SpringTwins(ConfigurableApplicationContext bare, ConfigurableApplicationContext kept) {
        this.bare = bare;
        this.kept = kept;
        this.twins = new Twins(twin(bare), twin(kept));
    }

    static SpringTwins start() {
        return new SpringTwins(run(false), run(true));
    }

    private static ConfigurableApplicationContext run(boolean filtered) {
        return new SpringApplicationBuilder(Application.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "spring.web.error.include-message=always",
                        "server.error.include-message=always",
                        "spring.servlet.multipart.file-size-threshold=1KB",
                        "spring.servlet.multipart.max-file-size=100KB",
                        Application.FILTERED + "=" + filtered)
                .run();
    }

    private static Twin twin(ConfigurableApplicationContext context) {
        FilterRegistrationBean<?> counting = context.getBean("counting", FilterRegistrationBean.class);
        return new Twin(port(context), (Witness) Objects.requireNonNull(counting.getFilter()));
    }

    private static int port(ConfigurableApplicationContext context) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Judges a request of alice's that the bare application answers with this status. */
    void judge(WireRequest request, int status, Retry retry) throws IOException {
        judge(request, request, status, retry);
    }

    /** Judges a request of alice's and another as its retry. */
    void judge(WireRequest request, WireRequest again, int status, Retry retry) throws IOException {
        try {
            twins.judge(by("alice", request), by("alice", again), retry, (sent, port) -> {
                Transcript seen = transcribe(sent, port);
                if (port == port(bare)) {
                    assertThat(seen.status()).as(seen.describe()).isEqualTo(status);
                }
                return seen;
            });
        } catch (AssertionError e) {
            // reports tell parameterized tests apart by their numbers only
            throw new AssertionError(request.method() + " " + request.target() + ": " + e.getMessage(), e);
        }
    }

    /** Without what differs from one run of the application to the next. */
    static Transcript transcribe(WireRequest request, int port) throws IOException {
        return Changing.removed(request.transcribe(port));
    }

    /** With the credentials of a user. */
    static WireRequest by(String user, WireRequest request) {
        return request.header("Authorization", "Basic " + Requests.base64(user + ":" + user));
    }

    /** Where the filtered one is. */
    int port() {
        return port(kept);
    }

    /** What lets the filtered one go on. */
    Gate gate() {
        return kept.getBean(Gate.class);
    }

    @Override
    public void close() {
        kept.close();
        bare.close();
    }

    /** Starts them for the first class that asks, and stops them after the last. */
    static final class Provider implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SpringTwins.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(SpringTwins.class, key -> start(), SpringTwins.class);
        }
    }
}

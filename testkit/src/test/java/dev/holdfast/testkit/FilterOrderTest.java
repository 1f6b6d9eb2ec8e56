package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.etag.ETagFilter;
import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.servlet.ProtectingFilter;
import dev.holdfast.testkit.http.HeaderPrincipal;
import dev.holdfast.testkit.http.JettyServer;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import jakarta.servlet.ServletContext;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The retry of an edit that won must be replayed: so the idempotency filter comes first, or nothing starts. */
class FilterOrderTest {
    private final IdempotencyFilter retries = IdempotencyFilter.builder(CaffeineIdempotencyStore.create())
            .rule(rule -> rule.path("/notes/*").required())
            .build();
    private final ETagFilter edits = ETagFilter.builder()
            .rule(rule -> rule.path("/notes/{name}").required())
            .build();

    private static JettyServer serve(Consumer<ServletContext> setUp) {
        return JettyServer.start(application -> application
                .filter(new HeaderPrincipal())
                .servlet("/notes/*", new NotesServlet())
                .context()
                .addServletContainerInitializer((types, context) -> setUp.accept(context)));
    }

    private static WireRequest put(String key) {
        return WireRequest.of("PUT", "/notes/a").header("X-User", "alice").key(key);
    }

    @Test
    void oneCallInstallsBothInTheirOrder() throws Exception {
        try (JettyServer server = serve(context -> ProtectingFilter.install(context, edits, retries))) {
            put("k1").header("If-None-Match", "*").body("1").transcribe(server.port());
            String tag = WireRequest.of("GET", "/notes/a")
                    .header("X-User", "alice")
                    .transcribe(server.port())
                    .headers("ETag")
                    .get(0);
            WireRequest edit = put("k2").header("If-Match", tag).body("2");

            Transcript won = edit.transcribe(server.port());
            Transcript retry = edit.transcribe(server.port());
            Transcript another = put("k3").header("If-Match", tag).body("3").transcribe(server.port());

            assertThat(won.status()).isEqualTo(204);
            assertThat(retry.status()).isEqualTo(204);
            assertThat(retry.headers("Idempotency-Replayed")).containsExactly("true");
            assertThat(retry.headers("ETag")).isEqualTo(won.headers("ETag")).hasSize(1);
            assertThat(another.status()).isEqualTo(412);
        }
    }

    @Test
    void theWrongOrderOfInstallationsStopsTheStart() {
        assertThatThrownBy(() -> serve(context -> {
                    edits.install(context);
                    retries.install(context);
                }))
                .hasStackTraceContaining("PRECONDITIONS stands before the one for IDEMPOTENCY");
    }

    @Test
    void aSecondInstallationStopsTheStart() {
        assertThatThrownBy(() -> serve(context -> {
                    edits.install(context);
                    edits.install(context);
                }))
                .hasStackTraceContaining("holdfast-etag is registered already");
    }

    /** Where a container knows ways of its own to register filters, the first request tells. */
    @Test
    void theWrongOrderServesNoWrite() throws Exception {
        NotesServlet notes = new NotesServlet();
        try (JettyServer server = JettyServer.start(application -> application
                .filter(new HeaderPrincipal())
                .filter(edits)
                .filter(retries)
                .servlet("/notes/*", notes))) {

            Transcript refused =
                    put("k1").header("If-None-Match", "*").body("1").transcribe(server.port());

            assertThat(refused.status()).isEqualTo(500);
            assertThat(notes.writes).hasValue(0);
        }
    }
}

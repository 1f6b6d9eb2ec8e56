package dev.holdfast.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.conformance.Retry;
import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SpringTwins.Provider.class)
class SecurityTest {
    private static final WireRequest ORDER = Requests.post("/secured/order");

    private final SpringTwins twins;

    SecurityTest(SpringTwins twins) {
        this.twins = twins;
    }

    @Test
    void whoIsNobodyIsAskedToSayWhoByTheApplication() throws IOException {
        Transcript refused = ORDER.key("nobody").transcribe(twins.port());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers("WWW-Authenticate")).singleElement().asString().startsWith("Basic ");
        assertThat(refused.text()).doesNotContain("caller-unknown");
    }

    @Test
    void whoWasRefusedMayComeAgainWithTheSameKey() throws IOException {
        WireRequest keyed = ORDER.key("first-nobody");

        keyed.transcribe(twins.port());

        assertThat(SpringTwins.by("bob", keyed).transcribe(twins.port()).status())
                .isEqualTo(200);
    }

    @Test
    void theSameKeyOfTwoUsersIsTwoKeys() throws IOException {
        WireRequest alices = SpringTwins.by("alice", ORDER.key("ours"));
        WireRequest bobs = SpringTwins.by("bob", ORDER.key("ours"));

        String first = alices.transcribe(twins.port()).text();
        String second = bobs.transcribe(twins.port()).text();

        assertThat(first).startsWith("alice ");
        assertThat(second).startsWith("bob ");
        assertThat(alices.transcribe(twins.port()).text()).isEqualTo(first);
        assertThat(bobs.transcribe(twins.port()).text()).isEqualTo(second);
    }

    @Test
    void whatTheApplicationForbidsByPathDoesNotReachTheFilter() throws IOException {
        twins.judge(Requests.post("/secured/admin"), 403, Retry.RUNS);
    }

    @Test
    void whatTheApplicationForbidsByAnnotationKeepsNoKey() throws IOException {
        twins.judge(Requests.post("/secured/guarded"), 403, Retry.RUNS);
    }

    @Test
    void aKeyIsRequired() throws IOException {
        Transcript refused = SpringTwins.by("alice", ORDER).transcribe(twins.port());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers("Content-Type")).containsExactly("application/problem+json");
        assertThat(refused.headers("X-Content-Type-Options")).containsExactly("nosniff");
    }
}

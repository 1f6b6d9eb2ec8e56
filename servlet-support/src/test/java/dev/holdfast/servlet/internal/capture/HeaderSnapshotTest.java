package dev.holdfast.servlet.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.servlet.FakeResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSnapshotTest {

    @Test
    void whatTheChainDidNotTouchIsNoChange() {
        assertThat(changes(response -> response.setHeader("X-Trace", "outer"), response -> {}))
                .isEmpty();
    }

    @Test
    void aFieldThatTheChainSetIsAChange() {
        assertThat(changes(response -> {}, response -> response.setHeader("Location", "/1")))
                .containsExactly(new HeaderChange("Location", List.of("/1"), true));
    }

    @Test
    void aFieldWithSeveralValuesIsOneChangeInTheirOrder() {
        assertThat(changes(response -> {}, response -> {
                    response.addHeader("Vary", "b");
                    response.addHeader("Vary", "a");
                }))
                .containsExactly(new HeaderChange("Vary", List.of("b", "a"), true));
    }

    @Test
    void aValueThatTheChainAddedFollowsTheOuterOnes() {
        assertThat(changes(
                        response -> response.addHeader("Vary", "Origin"),
                        response -> response.addHeader("Vary", "Accept")))
                .containsExactly(new HeaderChange("Vary", List.of("Accept"), false));
    }

    @Test
    void aValueThatTheChainReplacedReplaces() {
        assertThat(changes(
                        response -> response.addHeader("Cache-Control", "no-store"),
                        response -> response.setHeader("cache-control", "private")))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new HeaderChange("Cache-Control", List.of("private"), true)));
    }

    @Test
    void aFieldThatTheChainTookAwayIsTakenAwayAgain() {
        assertThat(changes(
                        response -> response.setHeader("X-Trace", "outer"),
                        response -> response.removeHeader("X-Trace")))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new HeaderChange("X-Trace", List.of(), true)));
    }

    @Test
    void aFieldWithAsManyValuesButOthersReplaces() {
        assertThat(changes(response -> response.addHeader("Vary", "Origin"), response -> {
                    response.setHeader("Vary", "Accept");
                    response.addHeader("Vary", "Origin");
                }))
                .containsExactly(new HeaderChange("Vary", List.of("Accept", "Origin"), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "keep-alive",
                "Proxy-Connection",
                "TE",
                "transfer-encoding",
                "Upgrade",
                "Date",
                "Content-Length",
            })
    void whatBelongsToOneMessageIsNoChange(String name) {
        assertThat(changes(response -> {}, response -> response.setHeader(name, "x")))
                .isEmpty();
    }

    @Test
    void whatConnectionNominatesIsNoChange() {
        assertThat(changes(response -> {}, response -> {
                    response.addHeader("Connection", "close, X-Hop");
                    response.addHeader("connection", " x-other ,");
                    response.setHeader("x-hop", "1");
                    response.setHeader("X-Other", "1");
                    response.setHeader("X-End", "1");
                }))
                .containsExactly(new HeaderChange("X-End", List.of("1"), true));
    }

    @Test
    void theContentTypeIsAChangeOnce() {
        assertThat(changes(
                        response -> response.setContentType("text/plain"),
                        response -> response.setContentType("application/json")))
                .containsExactly(new HeaderChange("Content-Type", List.of("application/json"), true));
    }

    @Test
    void theContentTypeOfAnOuterFilterIsNoChange() {
        assertThat(changes(response -> response.setContentType("text/plain"), response -> {}))
                .isEmpty();
    }

    @Test
    void aSnapshotStaysWhatItWas() {
        FakeResponse response = new FakeResponse();
        response.addHeader("Vary", "Origin");
        HeaderSnapshot before = HeaderSnapshot.of(response);

        response.addHeader("Vary", "Accept");
        FakeResponse fresh = new FakeResponse();
        before.applyTo(fresh);

        assertThat(fresh.fields()).containsOnlyKeys("Vary").containsEntry("Vary", List.of("Origin"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theChangesDoToAnEqualResponseWhatTheChainDid(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            FakeResponse first = new FakeResponse();
            FakeResponse replay = new FakeResponse();
            List<Consumer<FakeResponse>> outer = calls(random);
            outer.forEach(call -> call.accept(first));
            outer.forEach(call -> call.accept(replay));
            HeaderSnapshot before = HeaderSnapshot.of(first);
            calls(random).forEach(call -> call.accept(first));

            HeaderSnapshot.of(first).since(before).forEach(change -> change.applyTo(replay));

            assertThat(replay.fields()).isEqualTo(first.fields());
        }
    }

    private static List<Consumer<FakeResponse>> calls(Random random) {
        List<Consumer<FakeResponse>> calls = new ArrayList<>();
        for (int left = random.nextInt(5); left > 0; left--) {
            String name = List.of("A", "a", "B", "Content-Type").get(random.nextInt(4));
            String value = List.of("1", "2", "3").get(random.nextInt(3));
            calls.add(
                    random.nextBoolean()
                            ? response -> response.addHeader(name, value)
                            : response -> response.setHeader(name, value));
        }
        return calls;
    }

    @Test
    void aLengthIsSetAsALength() {
        FakeResponse response = new FakeResponse();

        new HeaderChange("content-length", List.of("5000000000"), true).applyTo(response);

        assertThat(response.length()).isEqualTo(5_000_000_000L);
        assertThat(response.fields()).isEmpty();
    }

    private static List<HeaderChange> changes(Consumer<FakeResponse> outer, Consumer<FakeResponse> chain) {
        FakeResponse response = new FakeResponse();
        outer.accept(response);
        HeaderSnapshot before = HeaderSnapshot.of(response);
        chain.accept(response);
        return HeaderSnapshot.of(response).since(before);
    }
}

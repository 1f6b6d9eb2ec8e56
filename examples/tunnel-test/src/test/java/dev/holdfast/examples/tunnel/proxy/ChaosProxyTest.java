package dev.holdfast.examples.tunnel.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChaosProxyTest {
    private static final Fault NONE = new Fault.None();

    private final RecordedEvents events = new RecordedEvents();
    private LineServer server;

    @BeforeEach
    void start() throws IOException {
        server = LineServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void withoutAFaultRequestsAndResponsesPass() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of());
                LineClient client = LineClient.connect(proxy.port())) {
            assertThat(client.ask("one")).isEqualTo("answer to one");
            assertThat(client.ask("two")).isEqualTo("answer to two");
            assertThat(events.requestsForwarded()).isEqualTo(2);
            assertThat(events.faults()).isEmpty();
        }
    }

    @Test
    void aDelayedRequestIsAnsweredAllTheSame() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of(new Fault.Delay(50)));
                LineClient client = LineClient.connect(proxy.port())) {
            long begin = System.nanoTime();

            assertThat(client.ask("one")).isEqualTo("answer to one");

            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(50_000_000);
            assertThat(events.faults()).containsExactly(FaultKind.DELAY);
        }
    }

    @Test
    void aCutInTheRequestLeavesTheServerWithAPart() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of(new Fault.CutInRequest(0.5)));
                LineClient client = LineClient.connect(proxy.port())) {
            assertThat(client.ask("one")).isEqualTo("!");

            assertThat(server.seen()).isEqualTo(LineServer.RESET);
            assertThat(events.faults()).containsExactly(FaultKind.CUT_IN_REQUEST);
        }
    }

    @Test
    void aCutInTheResponseLeavesTheClientWithAPartOrNothing() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of(new Fault.CutInResponse(0.5)));
                LineClient client = LineClient.connect(proxy.port())) {
            assertThat(client.ask("one")).isIn("answer !", "!");

            assertThat(server.seen()).isEqualTo("one");
            assertThat(events.faults()).containsExactly(FaultKind.CUT_IN_RESPONSE);
        }
    }

    @Test
    void aResponseIsDroppedOnlyWhenTheServerHasActed() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of(new Fault.DropResponse()));
                LineClient client = LineClient.connect(proxy.port())) {
            assertThat(client.ask("one")).isEqualTo("!");

            assertThat(server.seen()).isEqualTo("one");
            assertThat(events.faults()).containsExactly(FaultKind.DROP_RESPONSE);
        }
    }

    @Test
    void aDuplicatedRequestArrivesTwiceAndIsAnsweredOnce() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of(new Fault.Duplicate()));
                LineClient client = LineClient.connect(proxy.port())) {
            assertThat(client.ask("one")).isEqualTo("answer to one");

            assertThat(List.of(server.seen(), server.seen(), server.seen()))
                    .containsOnlyOnce(LineServer.CLOSED)
                    .containsOnly("one", LineServer.CLOSED);
            assertThat(client.ask("two")).isEqualTo("answer to two");
            assertThat(server.seen()).isEqualTo("two");
            assertThat(server.hasSeenAll()).isTrue();
            assertThat(events.faults()).containsExactly(FaultKind.DUPLICATE);
        }
    }

    @Test
    void aRefusedConnectionNeverReachesTheServer() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.refusal(), ScriptedFaults.of());
                LineClient refused = LineClient.connect(proxy.port());
                LineClient next = LineClient.connect(proxy.port())) {
            assertThat(refused.receive()).isEqualTo("!");

            assertThat(next.ask("two")).isEqualTo("answer to two");
            assertThat(server.seen()).isEqualTo("two");
            assertThat(events.faults()).containsExactly(FaultKind.REFUSE);
        }
    }

    @Test
    void aFaultAlsoStrikesALaterRequestOfAConnection() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of(NONE, NONE, new Fault.DropResponse()));
                LineClient client = LineClient.connect(proxy.port())) {
            assertThat(client.ask("one")).isEqualTo("answer to one");
            assertThat(client.ask("two")).isEqualTo("answer to two");
            assertThat(client.ask("three")).isEqualTo("!");
        }
    }

    @Test
    void aSwitchOfNetworksCutsAllConnections() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of(), ScriptedFaults.of());
                LineClient first = LineClient.connect(proxy.port());
                LineClient second = LineClient.connect(proxy.port())) {
            assertThat(first.ask("one")).isEqualTo("answer to one");
            assertThat(second.ask("two")).isEqualTo("answer to two");

            proxy.switchNetworks();

            assertThat(first.receive()).isEqualTo("!");
            assertThat(second.receive()).isEqualTo("!");
            assertThat(events.faults()).containsExactly(FaultKind.SWITCH, FaultKind.SWITCH);
        }
    }

    @Test
    void afterItWasDeafItListensOnTheSamePort() throws Exception {
        try (ChaosProxy proxy = proxy(ScriptedFaults.of())) {
            int port = proxy.port();

            proxy.turnDeaf(50);

            try (LineClient client = connectAgain(port)) {
                assertThat(client.ask("one")).isEqualTo("answer to one");
            }
        }
    }

    @Test
    void withoutAServerAConnectionIsReset() throws Exception {
        server.close();
        try (ChaosProxy proxy = proxy(ScriptedFaults.of());
                LineClient client = LineClient.connect(proxy.port())) {
            assertThat(client.receive()).isEqualTo("!");
        }
    }

    private static LineClient connectAgain(int port) {
        for (int i = 0; i < 1_000_000; i++) {
            try {
                return LineClient.connect(port);
            } catch (IOException refused) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("Nobody listens");
    }

    private ChaosProxy proxy(Faults... faults) throws IOException {
        return ChaosProxy.start(0, server.port(), number -> faults[number], events);
    }
}

package dev.holdfast.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is measured works, however little there is of it. */
class GrowthProcessTest {
    private static final int HEAP_MEGABYTES = 64;

    @Test
    void everyWaitingDuplicateGetsTheFirstResponse() throws Exception {
        Waiting waiting;
        try (GrowthProcess server = GrowthProcess.start(true, HEAP_MEGABYTES)) {
            waiting = Waiting.run(server, 20);
        }

        assertThat(waiting.before().heap()).isPositive();
        assertThat(waiting.meanwhile().threads()).isPositive();
        assertThat(waiting.answered()).isPositive();
    }

    @Test
    void connectionsIdleAfterARequest() throws Exception {
        try (GrowthProcess server = GrowthProcess.start(false, HEAP_MEGABYTES)) {
            Idling idling = Idling.run(server, 20);

            assertThat(idling.meanwhile().heap()).isPositive();
        }
    }

    @Test
    void theSameUploadIsReplayedAndAnotherRefused() throws Exception {
        String key = UUID.randomUUID().toString();
        try (GrowthProcess server = GrowthProcess.start(true, HEAP_MEGABYTES)) {
            Upload first = Upload.send(server, key, 2, (byte) 'x');
            assertThat(first.response()).isEqualTo(Response.FIRST);
            assertThat(first.used()).isPositive();

            assertThat(Upload.send(server, key, 2, (byte) 'x').response()).isEqualTo(Response.REPLAY);
            assertThat(Upload.send(server, key, 2, (byte) 'y').response()).isEqualTo(new Response(422, false));
        }
    }
}

package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TwoNodesTest {

    @Test
    void twoNodesThatStartAtOnceServeTheSameExpenses() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(2);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Callable<RunningServer> start = () -> RunningServer.on(new JdbcAccess(url, "postgres", "postgres"));
            Future<RunningServer> one = starters.submit(start);
            Future<RunningServer> other = starters.submit(start);

            try (RunningServer first = one.get();
                    RunningServer second = other.get()) {
                String taxi = first.as("alice").create("{\"amount\":12.34,\"note\":\"Taxi 🚕\"}");
                String changed = second.as("alice")
                        .put(taxi, "{\"amount\":20,\"note\":\"Taxi 🚕\"}")
                        .body();

                assertThat(changed).contains("\"amount\":20.00,\"note\":\"Taxi 🚕\",\"version\":2");
                assertThat(changed).contains(first.as("alice").get(taxi).body());
            }
        } finally {
            starters.shutdownNow();
        }
    }
}

package dev.holdfast.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Clients that each send their next request when the last was answered.
 *
 * @param connections how many there are
 * @param leadIn how long it goes on before anything is measured
 * @param measured how long it is measured
 */
public record Load(int connections, Duration leadIn, Duration measured) {

    /**
     * Sends the requests.
     *
     * @param port a port of this machine
     * @throws IllegalStateException if one is answered by anything but what it should be
     */
    public LoadResult run(int port, Requests requests) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        List<Client> clients = IntStream.range(0, connections)
                .mapToObj(i -> new Client(port, requests, i))
                .toList();
        try {
            each(clients, threads, client -> client::begin);
            long from = System.nanoTime() + leadIn.toNanos();
            each(clients, threads, client -> () -> client.run(from, from + measured.toNanos()));
            return sum(clients);
        } finally {
            threads.shutdownNow();
            clients.forEach(Load::close);
        }
    }

    private static void each(List<Client> clients, ExecutorService threads, Function<Client, Callable<Client>> task)
            throws InterruptedException {
        List<Callable<Client>> tasks = new ArrayList<>();
        clients.forEach(client -> tasks.add(task.apply(client)));
        for (Future<Client> end : threads.invokeAll(tasks)) {
            try {
                end.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("The load broke off", e.getCause());
            }
        }
    }

    private LoadResult sum(List<Client> clients) {
        Histogram latencies = Client.noLatencies();
        clients.forEach(client -> latencies.add(client.latencies()));
        long sent = clients.stream().mapToLong(Client::sent).sum();
        return new LoadResult(sent, measured, latencies);
    }

    private static void close(Client client) {
        try {
            client.close();
        } catch (IOException e) {
            // it was of no more use
        }
    }
}

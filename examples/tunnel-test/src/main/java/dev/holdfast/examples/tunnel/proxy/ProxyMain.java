package dev.holdfast.examples.tunnel.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** The proxy's process. It is told what to do on its standard input, and ends with that. */
public final class ProxyMain {
    /** Begins the line that says on which port it listens. */
    public static final String LISTENING = "listening ";
    /** Begins the line that names the kind of a fault that has struck. */
    public static final String FAULT = "fault ";
    /** The line that says that a request is on its way. */
    public static final String FORWARDED = "forwarded";
    /** Tells it to let no more faults happen. */
    public static final String CALM = "calm";
    /** Tells it to cut all connections. */
    public static final String SWITCH = "switch";
    /** Begins the line that tells it to listen no more for so many milliseconds. */
    public static final String DEAF = "deaf ";

    private ProxyMain() {}

    /**
     * Runs the proxy.
     *
     * @param args the port to listen on, the server's port, the seed of the faults
     */
    public static void main(String... args) throws IOException {
        long seed = Long.parseLong(args[2]);
        Weather weather = new Weather();
        Telling telling = new Telling(System.out);
        try (ChaosProxy proxy = ChaosProxy.start(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                number -> weather.over(SeededFaults.of(seed, number)),
                telling)) {
            telling.listening(proxy.port());
            obey(proxy, weather);
        }
    }

    private static void obey(ChaosProxy proxy, Weather weather) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals(CALM)) {
                weather.calm();
            } else if (order.equals(SWITCH)) {
                proxy.switchNetworks();
            } else if (order.startsWith(DEAF)) {
                proxy.turnDeaf(Long.parseLong(order.substring(DEAF.length())));
            }
        }
    }
}

package dev.holdfast.examples.tunnel;

import dev.holdfast.examples.tunnel.proxy.FaultKind;
import dev.holdfast.examples.tunnel.proxy.ProxyMain;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The way between devices and server: the proxy, and what it tells. Thread-safe. */
final class Network implements AutoCloseable {
    private final int port;
    private final Immortal proxy;
    private final Moments forwarded;
    private final Map<FaultKind, Integer> faults;

    private Network(int port, Immortal proxy, Moments forwarded, Map<FaultKind, Integer> faults) {
        this.port = port;
        this.proxy = proxy;
        this.forwarded = forwarded;
        this.faults = faults;
    }

    static Network start(Path directory, int server, long seed) {
        int port = Ports.free();
        Moments forwarded = new Moments();
        Map<FaultKind, Integer> faults = new ConcurrentHashMap<>();
        Immortal proxy = Immortal.start(kills -> {
            List<String> arguments =
                    List.of(Integer.toString(port), Integer.toString(server), Long.toString(seed + kills));
            ChildProcess child = ChildProcess.start(
                    JavaCommand.ofClass(ProxyMain.class, directory, "proxy.log", arguments),
                    line -> hears(line, forwarded, faults));
            child.awaitLine(ProxyMain.LISTENING);
            return child;
        });
        return new Network(port, proxy, forwarded, faults);
    }

    private static boolean hears(String line, Moments forwarded, Map<FaultKind, Integer> faults) {
        if (line.equals(ProxyMain.FORWARDED)) {
            forwarded.now();
            return true;
        }
        if (line.startsWith(ProxyMain.FAULT)) {
            faults.merge(FaultKind.valueOf(line.substring(ProxyMain.FAULT.length())), 1, Integer::sum);
            return true;
        }
        return false;
    }

    int port() {
        return port;
    }

    /** The moments in which a request is on its way to the server. */
    Moments forwarded() {
        return forwarded;
    }

    /** No more faults, as long as it is not killed. */
    void calm() {
        tell(ProxyMain.CALM);
    }

    void switchOver() {
        tell(ProxyMain.SWITCH);
    }

    void turnDeaf(long millis) {
        tell(ProxyMain.DEAF + millis);
    }

    private void tell(String order) {
        try {
            proxy.await().tell(order);
        } catch (ProcessGone e) {
            throw new IllegalStateException("The proxy ended by itself", e);
        }
    }

    void kill() {
        proxy.kill();
    }

    int kills() {
        return proxy.kills();
    }

    Map<FaultKind, Integer> faults() {
        Map<FaultKind, Integer> sorted = new EnumMap<>(FaultKind.class);
        sorted.putAll(faults);
        return sorted;
    }

    int cuts() {
        return faults.entrySet().stream()
                .filter(fault -> fault.getKey().isCut())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        proxy.close();
    }
}

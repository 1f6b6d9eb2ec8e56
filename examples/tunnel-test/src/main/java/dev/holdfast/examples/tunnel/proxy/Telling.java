package dev.holdfast.examples.tunnel.proxy;

import java.io.PrintStream;

/** Events as lines for whoever started the proxy. Thread-safe. */
final class Telling implements Events {
    private final PrintStream out;

    Telling(PrintStream out) {
        this.out = out;
    }

    void listening(int port) {
        tell(ProxyMain.LISTENING + port);
    }

    @Override
    public void struck(FaultKind kind) {
        tell(ProxyMain.FAULT + kind);
    }

    @Override
    public void forwarded() {
        tell(ProxyMain.FORWARDED);
    }

    private void tell(String line) {
        out.print(line + "\n");
        out.flush();
    }
}

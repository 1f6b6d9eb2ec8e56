package dev.holdfast.examples.tunnel.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Faults in the order of a test, and then none. */
record ScriptedFaults(boolean refuses, Deque<Fault> script) implements Faults {
    static ScriptedFaults of(Fault... faults) {
        return new ScriptedFaults(false, new ArrayDeque<>(List.of(faults)));
    }

    static ScriptedFaults refusal() {
        return new ScriptedFaults(true, new ArrayDeque<>());
    }

    @Override
    public Fault next() {
        return script.isEmpty() ? new Fault.None() : script.remove();
    }
}

package dev.holdfast.examples.tunnel.proxy;

/** Another connection's faults, until they are called off. Thread-safe. */
final class Weather {
    private volatile boolean calm;

    /** From now on nothing befalls anybody. */
    void calm() {
        calm = true;
    }

    Faults over(Faults faults) {
        return new Faults() {
            @Override
            public boolean refuses() {
                return faults.refuses() && !calm;
            }

            @Override
            public Fault next() {
                Fault next = faults.next();
                return calm ? new Fault.None() : next;
            }
        };
    }
}

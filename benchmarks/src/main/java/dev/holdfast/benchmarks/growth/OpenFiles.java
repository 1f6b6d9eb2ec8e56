package dev.holdfast.benchmarks.growth;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files a process may have open, each connection being one. */
final class OpenFiles {
    private static final int OTHERS = 300;

    private OpenFiles() {}

    /**
     * Makes sure that there may be as many connections.
     *
     * @throws IllegalStateException if not, where the machine says so
     */
    static void expect(int connections) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < connections + OTHERS) {
            throw new IllegalStateException(connections + " connections need as many open files, and "
                    + system.getMaxFileDescriptorCount() + " are allowed: ulimit -n " + (connections + OTHERS));
        }
    }
}

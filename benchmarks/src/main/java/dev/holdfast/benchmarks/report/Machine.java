package dev.holdfast.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a benchmark ran on. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LOAD = Path.of("/proc/loadavg");

    private Machine() {}

    /** The hardware, as far as the system tells. */
    public static String hardware() {
        return Runtime.getRuntime().availableProcessors() + " cores of " + value(PROCESSORS, "model name") + ", "
                + gibibytes(value(MEMORY, "MemTotal")) + " of memory, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }

    /** The JDK. */
    public static String jdk() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    /** How busy it is: the load average of the last minute. */
    public static String load() {
        return first(LOAD, line -> true).split(" ", 2)[0];
    }

    private static String gibibytes(String kibibytes) {
        return kibibytes.endsWith(" kB")
                ? Math.round(Long.parseLong(kibibytes.substring(0, kibibytes.length() - 3)) / 1048576.0) + " GiB"
                : kibibytes;
    }

    private static String value(Path file, String name) {
        String line = first(file, each -> each.startsWith(name));
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private static String first(Path file, Predicate<String> wanted) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(wanted).findFirst().orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}

package dev.holdfast.examples.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java program to be run in a process of its own. Its standard error goes to a log, behind what is there. Immutable. */
record JavaCommand(List<String> program, Path directory, String log) {
    /** A process lives for a few seconds, and there are many: much of the time would go into what pays only later. */
    private static final List<String> QUICK_START = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx128m",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    static JavaCommand jar(Path jar, Path directory, String log, List<String> arguments) {
        return new JavaCommand(with(List.of("-jar", jar.toString()), arguments), directory, log);
    }

    static JavaCommand ofClass(Class<?> main, Path directory, String log, List<String> arguments) {
        String home = Path.of(URI.create(
                        main.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
        return new JavaCommand(with(List.of("-cp", home, main.getName()), arguments), directory, log);
    }

    private static List<String> with(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return List.copyOf(all);
    }

    /** Where processes leave libraries that they have unpacked when they are killed. */
    static Path scratch(Path directory) {
        return directory.resolve("scratch");
    }

    Process start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.add("-Djava.io.tmpdir=" + scratch(directory));
        command.addAll(program);
        try {
            Files.createDirectories(scratch(directory));
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve(log).toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

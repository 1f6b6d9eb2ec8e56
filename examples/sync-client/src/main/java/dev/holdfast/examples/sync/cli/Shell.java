package dev.holdfast.examples.sync.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** Carries out one command after the other, and prints one line for each. */
final class Shell {
    private static final int FAILED = 1;

    private final CommandLine commands;
    private final PrintStream out;

    Shell(Commands commands, PrintStream out) {
        this.commands = new CommandLine(commands)
                .setParameterExceptionHandler((mistake, words) -> fail(mistake))
                .setExecutionExceptionHandler((failure, command, parsed) -> fail(failure));
        this.out = out;
    }

    /** The exit code of the command: zero, or one if it failed. */
    int execute(List<String> words) {
        int code = commands.execute(words.toArray(String[]::new));
        if (code == 0) {
            print(result());
        }
        return code;
    }

    private JsonNode result() {
        CommandLine command =
                commands.getParseResult().subcommand().commandSpec().commandLine();
        return command.getExecutionResult();
    }

    int fail(Exception failure) {
        print(Output.error(Objects.requireNonNullElse(failure.getMessage(), failure.toString())));
        return FAILED;
    }

    void print(JsonNode answer) {
        out.println(answer);
        out.flush();
    }
}

package dev.holdfast.examples.expenses;

import java.io.PrintStream;
import java.util.List;

/** The command: starts the server, says where it listens, and stops when the process is told to. */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    private Main() {}

    /** Runs the server until the process ends; exit code 2 is a wrong option, 1 a start that is not possible. */
    public static void main(String... args) {
        if (List.of(args).contains("--help")) {
            System.out.print(CommandLine.USAGE);
            return;
        }
        try {
            run(CommandLine.parse(args), System.out);
        } catch (UsageException wrong) {
            stop(wrong, WRONG_USAGE);
        } catch (StartException failure) {
            stop(failure, CANNOT_START);
        }
    }

    private static void run(Options options, PrintStream out) throws StartException {
        ExpensesServer server = ExpensesServer.start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        out.print(Welcome.to(server.address()));
        out.flush();
    }

    private static void stop(Exception reason, int exitCode) {
        System.err.println(reason.getMessage());
        System.exit(exitCode);
    }
}

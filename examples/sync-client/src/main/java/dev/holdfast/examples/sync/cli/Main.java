package dev.holdfast.examples.sync.cli;

import dev.holdfast.examples.sync.SyncClient;
import dev.holdfast.examples.sync.SyncPolicy;
import dev.holdfast.examples.sync.http.SyncApi;
import dev.holdfast.examples.sync.outbox.Outbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: one command, or with {@code run} those that come in line by line, while the outbox is being sent. */
@Command(
        name = "sync-client",
        mixinStandardHelpOptions = true,
        description = "A client of the expenses API that works without a network.",
        footer = "Commands: new-action, create JSON, edit RESOURCE JSON, delete RESOURCE, list, refresh, sync, hurry,"
                + " conflicts, resolve ACTION mine|latest|merge [FIELD=mine|latest]..., outbox, measures, retry ACTION, discard ACTION,"
                + " purge; and run, which takes them from the input, one a line, and sends what waits all the time.")
public final class Main implements Callable<Integer> {
    private static final String COLLECTION = "/v1/expenses";
    private static final String RUN = "run";

    @Option(names = "--db", required = true, description = "the file of the outbox; made if there is none")
    private Path database = Path.of("");

    @Option(names = "--server", required = true, description = "where the API is, such as http://localhost:8080")
    private String server = "";

    @Option(names = "--user", required = true)
    private String user = "";

    @Option(names = "--password", required = true)
    private String password = "";

    @Option(names = "--backoff-base", defaultValue = "1000", description = "milliseconds; default: ${DEFAULT-VALUE}")
    private long backoffBase;

    @Option(names = "--backoff-cap", defaultValue = "60000", description = "milliseconds; default: ${DEFAULT-VALUE}")
    private long backoffCap;

    @Option(names = "--timeout", defaultValue = "10000", description = "milliseconds; default: ${DEFAULT-VALUE}")
    private long timeout;

    @Option(names = "--workers", defaultValue = "4", description = "resources side by side; default: ${DEFAULT-VALUE}")
    private int workers;

    @Parameters(arity = "1..*", paramLabel = "COMMAND")
    private List<String> command = List.of();

    private Main() {}

    /** Exit code 1 is a command that failed, 2 a wrong option. */
    public static void main(String... args) {
        System.exit(new CommandLine(new Main())
                // The options of a command belong to it
                .setStopAtPositional(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> fail(failure))
                .execute(args));
    }

    private static int fail(Exception failure) {
        System.out.println(Output.error(String.valueOf(failure.getMessage())));
        return 1;
    }

    @Override
    public Integer call() throws IOException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        try (Outbox outbox = Outbox.open(database);
                SyncClient client = client(outbox)) {
            Shell shell = new Shell(new Commands(client), out);
            return command.get(0).equals(RUN) ? run(client, shell) : shell.execute(command);
        }
    }

    private SyncClient client(Outbox outbox) {
        SyncPolicy policy = SyncPolicy.standard()
                .withBackoff(Duration.ofMillis(backoffBase), Duration.ofMillis(backoffCap))
                .withWorkers(workers);
        HttpUrl root = HttpUrl.parse(server);
        if (root == null) {
            throw new IllegalArgumentException("Option --server must be an http or https URL, not " + server);
        }
        Clock clock = Clock.systemUTC();
        return SyncClient.of(outbox, new SyncApi(http(), root, clock), COLLECTION, policy, clock, new SecureRandom());
    }

    private OkHttpClient http() {
        String authorization = Credentials.basic(user, password, StandardCharsets.UTF_8);
        Duration limit = Duration.ofMillis(timeout);
        return new OkHttpClient.Builder()
                .connectTimeout(limit)
                .readTimeout(limit)
                .writeTimeout(limit)
                .callTimeout(limit.multipliedBy(2))
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", authorization)
                        .build()))
                .build();
    }

    private static int run(SyncClient client, Shell shell) throws IOException {
        Thread background = new Thread(() -> deliver(client), "sync");
        background.setDaemon(true);
        background.start();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            carryOut(line, shell);
        }
        shell.print(Output.object().put("bye", true));
        return 0;
    }

    private static void carryOut(String line, Shell shell) {
        try {
            shell.execute(Words.of(line));
        } catch (IllegalArgumentException mistake) {
            shell.fail(mistake);
        }
    }

    private static void deliver(SyncClient client) {
        try {
            client.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.holdfast.examples.expenses;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The options as a person types them. */
final class CommandLine {
    static final String USAGE = """
            Usage: java -jar expenses-api.jar [OPTION VALUE]...

              --host HOST              the address to listen on (default: localhost)
              --port PORT              the port to listen on; 0 picks a free one (default: 8080)
              --data DIR               where the built-in H2 database keeps its files (default: ./data)
              --jdbc-url URL           a PostgreSQL, MariaDB or H2 database to use instead
              --jdbc-user USER         who connects to it
              --jdbc-password PASSWORD the user's password
              --mode MODE              how the API is protected: transactional (effect and record commit
                                       together), fenced, or unprotected, to see what goes wrong
                                       without the filters (default: transactional)
              --help                   print this and stop
            """;

    private static final List<String> NAMES =
            List.of("--host", "--port", "--data", "--jdbc-url", "--jdbc-user", "--jdbc-password", "--mode");
    private static final List<String> DATABASES = List.of("jdbc:postgresql:", "jdbc:mariadb:", "jdbc:h2:");

    private final Map<String, String> values;

    private CommandLine(Map<String, String> values) {
        this.values = values;
    }

    static Options parse(String... args) throws UsageException {
        CommandLine line = new CommandLine(values(args));
        return new Options(line.value("--host", "localhost"), line.port(), line.database(), line.mode());
    }

    private static Map<String, String> values(String... args) throws UsageException {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i];
            if (!NAMES.contains(name)) {
                throw new UsageException("Unknown option " + name + "; --help lists the options.");
            }
            if (i + 1 == args.length || args[i + 1].isEmpty()) {
                throw new UsageException("Option " + name + " needs a value.");
            }
            if (values.put(name, args[i + 1]) != null) {
                throw new UsageException("Option " + name + " is given twice.");
            }
        }
        return values;
    }

    private int port() throws UsageException {
        String value = value("--port", "8080");
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // the same sentence as for a number that is no port
        }
        throw new UsageException("Option --port must be a number from 0 to 65535, not " + value + ".");
    }

    private Mode mode() throws UsageException {
        String value = value("--mode", Mode.TRANSACTIONAL.toString());
        return Mode.named(value)
                .orElseThrow(() ->
                        new UsageException("Option --mode must be one of: " + Mode.names() + "; not " + value + "."));
    }

    private JdbcAccess database() throws UsageException {
        JdbcAccess files = JdbcAccess.filesIn(data());
        String url = values.get("--jdbc-url");
        if (url == null) {
            requireNoLogin();
            return files;
        }
        if (DATABASES.stream().noneMatch(url::startsWith)) {
            throw new UsageException("Option --jdbc-url must start with one of: " + String.join(", ", DATABASES) + ".");
        }
        return new JdbcAccess(url, values.get("--jdbc-user"), values.get("--jdbc-password"));
    }

    private void requireNoLogin() throws UsageException {
        for (String name : List.of("--jdbc-user", "--jdbc-password")) {
            if (values.containsKey(name)) {
                throw new UsageException("Option " + name + " needs --jdbc-url beside it.");
            }
        }
    }

    private Path data() throws UsageException {
        String value = value("--data", "data");
        try {
            Path directory = Path.of(value).toAbsolutePath();
            // H2 would take what follows for its own settings
            if (directory.toString().indexOf(';') < 0) {
                return directory;
            }
        } catch (InvalidPathException noPath) {
            // the same sentence as for a path that H2 cannot take
        }
        throw new UsageException("Option --data must be a directory without ';' in its path, not " + value + ".");
    }

    private String value(String name, String otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : value;
    }
}

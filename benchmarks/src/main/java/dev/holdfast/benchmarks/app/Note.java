package dev.holdfast.benchmarks.app;

/** The one resource there is: a JSON text of a kibibyte. */
public final class Note {
    /** Where clients post it. */
    public static final String COLLECTION = "/v1/notes";
    /** Where they read it. */
    public static final String PATH = COLLECTION + "/1";
    /** What it is. */
    public static final String JSON = json();

    private static final int LENGTH = 1024;

    private Note() {}

    private static String json() {
        String start = "{\"title\":\"The quick brown fox\",\"lines\":[\"";
        String end = "\"]}";
        String line = "jumps over the lazy dog, and again; ";
        return start
                + line.repeat(LENGTH / line.length() + 1).substring(0, LENGTH - start.length() - end.length())
                + end;
    }
}

package dev.holdfast.benchmarks.load;

/** Text as a script of wrk has it. */
final class LuaText {
    private LuaText() {}

    static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + '"';
    }
}

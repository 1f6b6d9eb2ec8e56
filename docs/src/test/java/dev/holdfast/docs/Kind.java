package dev.holdfast.docs;

/** The kinds of code blocks, each of which is held against something real. */
enum Kind {
    /** A piece of a test: {@link SnippetsTest}. */
    JAVA,
    /** Deployed: {@link WebXmlBlocksTest}. */
    WEB_XML,
    /** Compared with the BOM: {@link PomBlocksTest}. */
    POM_XML,
    /** Commands: {@link CommandBlocksTest}. */
    SH,
    /** Executed: {@link SqlBlocksTest}. */
    SQL,
    /** Sent, and the answer compared: {@link HttpBlocksTest}. */
    HTTP;

    boolean fits(CodeBlock block) {
        boolean descriptor = block.text().contains("<filter>");
        return switch (this) {
            case JAVA -> block.language().equals("java");
            case WEB_XML -> block.language().equals("xml") && descriptor;
            case POM_XML -> block.language().equals("xml") && !descriptor;
            case SH -> block.language().equals("sh");
            case SQL -> block.language().equals("sql");
            case HTTP -> block.language().equals("http");
        };
    }
}

package dev.holdfast.etag;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading and evaluating preconditions, without anything around it. It stands in the package of what it measures. */
@State(Scope.Thread)
public class PreconditionEvaluation {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ResourceVersion CURRENT =
            ResourceVersion.of(EntityTag.strong("5f2c1a-17"), Instant.parse("2025-12-24T18:00:00Z"));
    private static final TagComparison COMPARISON = new TagComparison(false, false);

    /** The fields of the request. */
    @Param({"none", "one tag", "five tags and a date"})
    public String fields = "";

    private Map<String, List<String>> lines = Map.of();
    private String method = "";
    private Preconditions.Verdict expected = Preconditions.Verdict.PROCEED;

    /** Chooses the fields. */
    @Setup
    public void start() {
        switch (fields) {
            case "none" -> method = "GET";
            case "one tag" -> {
                method = "PUT";
                lines = Map.of("If-Match", List.of("\"5f2c1a-17\""));
            }
            case "five tags and a date" -> {
                method = "GET";
                lines = Map.of(
                        "If-None-Match",
                        List.of("\"5f2c1a-13\", W/\"5f2c1a-14\", \"5f2c1a-15\", \"5f2c1a-16\", W/\"5f2c1a-17\""),
                        "If-Modified-Since",
                        List.of("Wed, 24 Dec 2025 17:00:00 GMT"));
                expected = Preconditions.Verdict.NOT_MODIFIED;
            }
            default -> throw new IllegalArgumentException(fields);
        }
    }

    /** Both. */
    @Benchmark
    public Object evaluate() throws Exception {
        Conditions conditions = Conditions.of(name -> lines.getOrDefault(name, List.of()), NOW);
        Preconditions.Verdict verdict = Preconditions.evaluate(method, conditions, CURRENT, COMPARISON);
        if (verdict != expected) {
            throw new IllegalStateException(method + " with " + fields + ": " + verdict);
        }
        return verdict;
    }
}

package dev.holdfast.idempotency;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a key out of its field, without anything around it. It stands in the package of what it measures. */
@State(Scope.Thread)
public class KeyParsing {
    /** The field. */
    @Param({"\"8e03978e-40d5-43e8-bc93-6894a57f9324\"", "8e03978e-40d5-43e8-bc93-6894a57f9324"})
    public String field = "";

    private final KeyParser parser = new KeyParser("Idempotency-Key", KeyFormat.ANY, 1);

    /** Reads it. */
    @Benchmark
    public Object parse() {
        KeyField key = parser.parse(field);
        if (!(key instanceof KeyField.Present)) {
            throw new IllegalStateException(field + " is " + key);
        }
        return key;
    }
}

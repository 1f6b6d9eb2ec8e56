package dev.holdfast.examples.expenses;

import java.net.URI;
import java.util.UUID;

/** What a person reads when the server is ready. */
final class Welcome {
    private static final String TEXT = """
            Listening on %1$s
            # A page to hold in the hand, and a tunnel to drive into:
            %1$s/
            # Create an expense:
            %2$s
            # The same line again creates nothing, the first response is replayed:
            %2$s
            # List your expenses:
            curl -i -u alice:alice %1$s/v1/expenses
            """;

    private static final String CREATE = """
            curl -i -u alice:alice -H 'Idempotency-Key: "%2$s"' -H 'Content-Type: application/json' \
            -d '{"amount":12.34,"note":"Taxi"}' %1$s/v1/expenses""";

    private Welcome() {}

    /** The key is a new one each time, so that the first line never meets a record of an earlier run. */
    static String to(URI address) {
        return TEXT.formatted(address, CREATE.formatted(address, UUID.randomUUID()));
    }
}

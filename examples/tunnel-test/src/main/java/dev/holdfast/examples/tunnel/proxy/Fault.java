package dev.holdfast.examples.tunnel.proxy;

import java.io.IOException;
import java.util.Arrays;

/** What befalls one exchange of a request and its response. Immutable. */
sealed interface Fault {

    /** Bytes of the request have come from the client. */
    default void request(byte[] bytes, Line line) throws IOException {
        line.toServer(bytes);
    }

    /** Bytes of the response have come from the server. */
    default void response(byte[] bytes, Line line) throws IOException {
        line.toClient(bytes);
    }

    /** Nothing. */
    record None() implements Fault {}

    /** The request arrives late. */
    record Delay(long millis) implements Fault {
        @Override
        public void request(byte[] bytes, Line line) throws IOException {
            line.struck(FaultKind.DELAY);
            line.hold(millis);
            line.toServer(bytes);
        }
    }

    /** The connection breaks when a part of the request is on its way. */
    record CutInRequest(double part) implements Fault {
        @Override
        public void request(byte[] bytes, Line line) throws IOException {
            line.struck(FaultKind.CUT_IN_REQUEST);
            line.toServer(head(bytes, part));
            line.cut();
        }
    }

    /** The connection breaks when a part of the response is on its way. */
    record CutInResponse(double part) implements Fault {
        @Override
        public void response(byte[] bytes, Line line) throws IOException {
            line.struck(FaultKind.CUT_IN_RESPONSE);
            line.toClient(head(bytes, part));
            line.cut();
        }
    }

    /** The server has acted, and the client hears nothing of it. */
    record DropResponse() implements Fault {
        @Override
        public void response(byte[] bytes, Line line) {
            line.struck(FaultKind.DROP_RESPONSE);
            line.cut();
        }
    }

    /** The request arrives twice, at the same time; the client gets the answer to one. */
    record Duplicate() implements Fault {
        @Override
        public void request(byte[] bytes, Line line) throws IOException {
            line.struck(FaultKind.DUPLICATE);
            line.toTwin(bytes);
            line.toServer(bytes);
        }
    }

    private static byte[] head(byte[] bytes, double part) {
        return Arrays.copyOf(bytes, (int) (bytes.length * part));
    }
}

package dev.holdfast.testkit.http;

import dev.holdfast.testkit.http.Transcript.Framing;
import dev.holdfast.testkit.http.WireResponse.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads responses by the framing rules of RFC 9112 section 6, and says how far it got. Not thread-safe. */
final class ResponseReader {
    private final Socket socket;
    private final InputStream in;

    ResponseReader(Socket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /**
     * Reads the next response, interim or final.
     *
     * @param toHead whether it answers a HEAD, and so has no body
     * @param pause how long nothing may come in the middle of a response, before it counts as stalled
     */
    Transcript read(boolean toHead, Duration pause) throws IOException {
        Reading reading = new Reading(pause);
        Transcript.End end = reading.untilItEnds(toHead);
        return new Transcript(
                List.of(),
                reading.statusLine,
                List.copyOf(reading.headers),
                reading.framing,
                reading.body.toByteArray(),
                end,
                List.copyOf(reading.trailers),
                false);
    }

    private final class Reading {
        private final Duration pause;
        private String statusLine = "";
        private final List<Header> headers = new ArrayList<>();
        private final List<Header> trailers = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Framing framing = Framing.NONE;

        Reading(Duration pause) {
            this.pause = pause;
        }

        Transcript.End untilItEnds(boolean toHead) throws IOException {
            int patience = socket.getSoTimeout();
            try {
                statusLine = line();
                socket.setSoTimeout((int) pause.toMillis());
                fieldsInto(headers);
                if (!toHead && mayHaveBody()) {
                    readBody();
                }
                return Transcript.End.WHOLE;
            } catch (EOFException e) {
                return Transcript.End.BROKEN_OFF;
            } catch (SocketTimeoutException e) {
                if (statusLine.isEmpty()) {
                    throw e;
                }
                return Transcript.End.STALLED;
            } catch (IOException e) {
                if (statusLine.isEmpty()) {
                    throw e;
                }
                return Transcript.End.BROKEN_OFF; // a reset ends a response as surely as a close
            } finally {
                if (!socket.isClosed()) {
                    socket.setSoTimeout(patience);
                }
            }
        }

        private boolean mayHaveBody() {
            int status = Integer.parseInt(statusLine.substring(9, 12));
            return status >= 200 && status != 204 && status != 304;
        }

        private void readBody() throws IOException {
            Optional<String> length = last("Content-Length");
            if (last("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
                framing = Framing.CHUNKED;
                readChunks();
            } else if (length.isPresent()) {
                framing = Framing.LENGTH;
                exactly(Integer.parseInt(length.get()));
            } else {
                framing = Framing.CLOSE;
                in.transferTo(body);
            }
        }

        private Optional<String> last(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .reduce((first, second) -> second);
        }

        private void readChunks() throws IOException {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                exactly(size);
                line();
            }
            fieldsInto(trailers);
        }

        private int chunkSize() throws IOException {
            String line = line();
            int extension = line.indexOf(';');
            return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
        }

        private void exactly(int count) throws IOException {
            byte[] piece = new byte[8192];
            for (int left = count; left > 0; ) {
                int read = in.read(piece, 0, Math.min(left, piece.length));
                if (read < 0) {
                    throw new EOFException("Of " + count + " bytes came " + (count - left));
                }
                body.write(piece, 0, read);
                left -= read;
            }
        }
    }

    private void fieldsInto(List<Header> fields) throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
    }

    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection closed after \"" + line + "\"");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}

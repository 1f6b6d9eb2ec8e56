package dev.holdfast.servlet.internal.body;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the fields of an {@code application/x-www-form-urlencoded} body, once. One request. */
final class FormFields {
    /** Against exhaustion of memory; what an application takes is its container's business. */
    static final int MOST_BYTES = 16 << 20;

    static final int MOST_FIELDS = 100_000;

    private final FormDialect dialect;
    private final Charset charset;
    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private final Token name = new Token();
    private final Token value = new Token();
    private Token current = name;
    private int count;
    private boolean empty = true;

    private FormFields(FormDialect dialect, Charset charset) {
        this.dialect = dialect;
        this.charset = charset;
    }

    /**
     * Splits and decodes.
     *
     * @throws MalformedFormException if a field is not written as it should be, and the container would not take it either;
     *     or if there is more than fits
     */
    static Map<String, List<String>> parse(InputStream body, FormDialect dialect, Charset charset) throws IOException {
        FormFields form = new FormFields(dialect, charset);
        byte[] buffer = new byte[8192];
        int length = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            length += read;
            if (length > MOST_BYTES) {
                throw new MalformedFormException("The form has more than " + MOST_BYTES + " bytes");
            }
            for (int i = 0; i < read; i++) {
                form.next(buffer[i]);
            }
        }
        form.end();
        return form.fields;
    }

    private void next(byte b) {
        if (b == '&') {
            endField();
            return;
        }
        empty = false;
        if (b == '=' && current == name) {
            current = value;
        } else {
            current.add(b);
        }
    }

    private void end() {
        if (!empty) {
            endField();
        }
    }

    private void endField() {
        boolean nameless = name.isEmpty();
        if (nameless && !dialect.takesNameless()) {
            if (!empty) {
                dialect.fault("A field of the form has no name");
            }
        } else {
            addField();
        }
        name.clear();
        value.clear();
        current = name;
        empty = true;
    }

    private void addField() {
        if (++count > MOST_FIELDS) {
            throw new MalformedFormException("The form has more than " + MOST_FIELDS + " fields");
        }
        if (name.broken() || value.broken()) {
            dialect.fault("A field of the form has a percent sign that two hexadecimal digits do not follow");
            return;
        }
        try {
            fields.computeIfAbsent(name.text(), n -> new ArrayList<>()).add(value.text());
        } catch (CharacterCodingException e) {
            dialect.fault("A field of the form is not written in " + charset);
        }
    }

    /** A name or a value while it is read. */
    private final class Token {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
        /** How many digits of an escape are still to come. */
        private int digits;

        private int escaped;
        private boolean broken;
        private boolean plain = true;

        void add(byte b) {
            if (digits > 0) {
                int digit = Character.digit((char) (b & 0xff), 16);
                broken |= digit < 0;
                escaped = escaped << 4 | (digit & 0xf);
                if (--digits == 0) {
                    bytes.write(escaped);
                }
            } else if (b == '%') {
                digits = 2;
                escaped = 0;
                plain = false;
            } else {
                bytes.write(b == '+' ? ' ' : b);
                plain &= b >= 0;
            }
        }

        boolean isEmpty() {
            return bytes.size() == 0 && digits == 0 && !broken;
        }

        boolean broken() {
            return broken || digits > 0;
        }

        String text() throws CharacterCodingException {
            if (plain && dialect.takesAsciiAsItIs()) {
                return bytes.toString(StandardCharsets.US_ASCII);
            }
            return dialect.decodesStrictly()
                    ? charset.newDecoder()
                            .decode(ByteBuffer.wrap(bytes.toByteArray()))
                            .toString()
                    : bytes.toString(charset);
        }

        void clear() {
            bytes.reset();
            digits = 0;
            broken = false;
            plain = true;
        }
    }
}

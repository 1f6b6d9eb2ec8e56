package dev.holdfast.servlet.internal.json;

/** JSON texts, written and checked. */
public final class JsonText {
    private JsonText() {}

    /** A string. */
    public static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < 0x20) {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }

    /** Whether it is one JSON text, and not so deep that whoever reads it might fail. */
    public static boolean isValid(String text) {
        return new Checker(text).valid();
    }

    /** RFC 8259, by its grammar. */
    private static final class Checker {
        private static final int DEEPEST = 200;

        private final String text;
        private int at;

        Checker(String text) {
            this.text = text;
        }

        boolean valid() {
            return value(0) && skipSpace() == text.length();
        }

        private int skipSpace() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return at;
        }

        private boolean takes(String token) {
            boolean there = text.startsWith(token, skipSpace());
            if (there) {
                at += token.length();
            }
            return there;
        }

        private boolean value(int depth) {
            if (depth > DEEPEST || skipSpace() == text.length()) {
                return false;
            }
            return switch (text.charAt(at)) {
                case '{' -> object(depth);
                case '[' -> array(depth);
                case '"' -> string();
                case 't' -> takes("true");
                case 'f' -> takes("false");
                case 'n' -> takes("null");
                default -> number();
            };
        }

        private boolean object(int depth) {
            at++;
            if (takes("}")) {
                return true;
            }
            do {
                if (skipSpace() == text.length() || text.charAt(at) != '"' || !string()) {
                    return false;
                }
                if (!takes(":") || !value(depth + 1)) {
                    return false;
                }
            } while (takes(","));
            return takes("}");
        }

        private boolean array(int depth) {
            at++;
            if (takes("]")) {
                return true;
            }
            do {
                if (!value(depth + 1)) {
                    return false;
                }
            } while (takes(","));
            return takes("]");
        }

        private boolean string() {
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return true;
                }
                if (c < 0x20 || (c == '\\' && !escape())) {
                    return false;
                }
            }
            return false;
        }

        /** Leaves off at the last character of the escape. */
        private boolean escape() {
            at++;
            if (at >= text.length()) {
                return false;
            }
            if (text.charAt(at) != 'u') {
                return "\"\\/bfnrt".indexOf(text.charAt(at)) >= 0;
            }
            for (int i = 0; i < 4; i++) {
                at++;
                if (at >= text.length() || Character.digit(text.charAt(at), 16) < 0) {
                    return false;
                }
            }
            return true;
        }

        private boolean number() {
            if (text.charAt(at) == '-') {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '0') {
                at++;
            } else if (!digits()) {
                return false;
            }
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
                if (!digits()) {
                    return false;
                }
            }
            if (at < text.length() && "eE".indexOf(text.charAt(at)) >= 0) {
                at++;
                if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                return digits();
            }
            return true;
        }

        private boolean digits() {
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            return at > from;
        }
    }
}

package dev.holdfast.etag;

import java.util.ArrayList;
import java.util.List;

/** What {@code If-Match} or {@code If-None-Match} says (RFC 9110 sections 13.1.1 and 13.1.2). Immutable. */
sealed interface TagCondition {

    /** There is no such field. */
    record Absent() implements TagCondition {}

    /** {@code *}: whatever there is. */
    record Any() implements TagCondition {}

    /** One of these, of which there may be none. */
    record Tags(List<EntityTag> tags) implements TagCondition {
        public Tags {
            tags = List.copyOf(tags);
        }
    }

    /** Whether there is such a field. */
    default boolean isPresent() {
        return !(this instanceof Absent);
    }

    /**
     * Reads the field lines, which are one list.
     *
     * @throws MalformedConditionException if they are not what the field may hold
     */
    static TagCondition parse(String field, List<String> lines) throws MalformedConditionException {
        if (lines.isEmpty()) {
            return new Absent();
        }
        Reader reader = new Reader(field);
        for (String line : lines) {
            reader.read(line); // each by itself: no tag goes over two lines
        }
        return reader.condition();
    }

    /** RFC 9110 sections 5.6.1.2 (lists, with empty members) and 8.8.3 (tags). */
    final class Reader {
        private final String field;
        private final List<EntityTag> tags = new ArrayList<>();
        private boolean any;
        private String text = "";
        private int at;

        private Reader(String field) {
            this.field = field;
        }

        private void read(String line) throws MalformedConditionException {
            text = line;
            at = 0;
            boolean memberMayFollow = true;
            while (skipSpace()) {
                if (text.charAt(at) == ',') {
                    at++;
                    memberMayFollow = true;
                } else if (memberMayFollow) {
                    member();
                    memberMayFollow = false;
                } else {
                    throw malformed("a comma is missing");
                }
            }
        }

        private TagCondition condition() throws MalformedConditionException {
            if (any && !tags.isEmpty()) {
                throw malformed("* stands beside tags");
            }
            return any ? new Any() : new Tags(tags);
        }

        /** False at the end. */
        private boolean skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
            return at < text.length();
        }

        private void member() throws MalformedConditionException {
            if (text.charAt(at) == '*') {
                if (any) {
                    throw malformed("* stands there twice");
                }
                any = true;
                at++;
                return;
            }
            boolean weak = text.startsWith("W/", at);
            int open = weak ? at + 2 : at;
            if (open >= text.length() || text.charAt(open) != '"') {
                throw malformed("a tag does not begin with a quote");
            }
            int close = text.indexOf('"', open + 1);
            if (close < 0) {
                throw malformed("a tag does not end with a quote");
            }
            String opaque = text.substring(open + 1, close);
            if (!opaque.chars().allMatch(EntityTag::isTagCharacter)) {
                throw malformed("a tag holds a space, a control character or one beyond ISO-8859-1");
            }
            tags.add(new EntityTag(opaque, weak));
            at = close + 1;
        }

        private MalformedConditionException malformed(String why) {
            return new MalformedConditionException(field, why);
        }
    }
}

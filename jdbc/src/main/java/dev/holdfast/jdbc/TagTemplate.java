package dev.holdfast.jdbc;

import dev.holdfast.etag.EntityTag;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An entity tag with holes. Immutable. */
final class TagTemplate {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_-]*)}");

    private final String text;

    private TagTemplate(String text) {
        this.text = text;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it cannot tell versions apart, or could be no tag
     */
    static TagTemplate parse(String text) {
        Matcher names = NAME.matcher(text);
        if (!names.find()) {
            throw new IllegalArgumentException(
                    "tag is \"" + text + "\": it must have a name in braces, such as {version}");
        }
        String rest = names.replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException("tag is \"" + text + "\": a brace does not belong to a name");
        }
        EntityTag.strong(rest);
        return new TagTemplate(text);
    }

    /**
     * Fills it.
     *
     * @throws IllegalStateException if a name has no value
     */
    EntityTag filled(Map<String, String> values) {
        String tag = NAME.matcher(text).replaceAll(name -> {
            String value = values.get(name.group(1));
            if (value == null) {
                value = values.get(name.group(1).toLowerCase(Locale.ROOT));
            }
            if (value == null) {
                throw new IllegalStateException("The tag \"" + text + "\" has " + name.group()
                        + ", and neither the query's row nor the rule's path has a value for it");
            }
            return Matcher.quoteReplacement(encoded(value));
        });
        return EntityTag.strong(tag);
    }

    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > 0x20 && b < 0x7f && b != '"' && b != '%';
            encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
        }
        return encoded.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.holdfast.servlet.internal.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/, /, true",
        "/, /a, false",
        "/a, /a, true",
        "/a, /, false",
        "/a, /A, false",
        "/a, /ab, false",
        "/ab, /a, false",
        "/a, /a/, false",
        "/a, /a/b, false",
        "/a, /b/a, false",
        "/a/, /a/, true",
        "/a/, /a, false",
        "/a/, /a/b, false",
        "/a/b, /a/b, true",
        "/a/b, /a//b, false",
        "/a//b, /a//b, true",
        "/a//b, /a/b, false",
        "/a/*, /a/b, true",
        "/a/*, /a/, false",
        "/a/*, /a, false",
        "/a/*, /a/b/, false",
        "/a/*, /a/b/c, false",
        "/a/*/c, /a/b/c, true",
        "/a/*/c, /a//c, false",
        "/a/*/c, /a/b/d, false",
        "/*, /a, true",
        "/*, /, false",
        "/a/{id}, /a/7, true",
        "/a/{id}, /a/{id}, true",
        "/a/{id}, /a/, false",
        "/a/{id}, /a/7/b, false",
        "/a/{id}/b/{name}, /a/7/b/x, true",
        "/a/{order-id}, /a/7, true",
        "/**, /, true",
        "/**, /a, true",
        "/**, /a/b/, true",
        "/a/**, /a, true",
        "/a/**, /a/, true",
        "/a/**, /a/b, true",
        "/a/**, /a/b/c/, true",
        "/a/**, /a//b, true",
        "/a/**, /ab, false",
        "/a/**, /, false",
        "/a/{id}/**, /a/7, true",
        "/a/{id}/**, /a/7/b/c, true",
        "/a/{id}/**, /a, false",
        "/a/{id}/**, /a/, false",
        "/a.b, /axb, false",
        "/a b, /a b, true",
        "/é, /é, true",
    })
    void aPathFitsItsPatternSegmentBySegment(String pattern, String path, boolean fits) {
        assertThat(PathPattern.parse(pattern).matches(path)).isEqualTo(fits);
        assertThat(PathPattern.parse(pattern).matches(path, "")).isEqualTo(fits);
        // wherever the container cuts it in two
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            assertThat(PathPattern.parse(pattern).matches(path.substring(0, slash), path.substring(slash)))
                    .as("%s and %s", path.substring(0, slash), path.substring(slash))
                    .isEqualTo(fits);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "``|it must begin with /",
                "a|it must begin with /",
                "**|it must begin with /",
                "/**/a|** must be its last segment",
                "/a/**/**|** must be its last segment",
                "/**/|** must be its last segment",
                "/a*|* and {name} each stand for a whole segment",
                "/*.json|* and {name} each stand for a whole segment",
                "/***|* and {name} each stand for a whole segment",
                "/a**|* and {name} each stand for a whole segment",
                "/a{id}|* and {name} each stand for a whole segment",
                "/{id}.json|* and {name} each stand for a whole segment",
                "/{}|* and {name} each stand for a whole segment",
                "/{7}|* and {name} each stand for a whole segment",
                "/{id|* and {name} each stand for a whole segment",
                "/id}|* and {name} each stand for a whole segment",
                "/{a/b}|* and {name} each stand for a whole segment",
                "/{id:[0-9]+}|* and {name} each stand for a whole segment",
                "/a?b|it is a path, without ?, # or ;",
                "/a#b|it is a path, without ?, # or ;",
                "/a;b=c|it is a path, without ?, # or ;",
            },
            quoteCharacter = '`')
    void whatIsNoPatternIsRefusedWithTheReason(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathPattern.parse(text))
                .withMessage("path is \"" + text + "\": " + why);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void itAgreesWithASlowOne(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String pattern = path(random, List.of("a", "b", "ab", "", "*", "{x}"));
            String open = random.nextInt(3) == 0 ? pattern.replaceAll("/$", "") + "/**" : pattern;
            String path = path(random, List.of("a", "b", "ab", "", "*"));

            assertThat(PathPattern.parse(open).matches(path))
                    .as("%s %s", open, path)
                    .isEqualTo(slow(open, path));
        }
    }

    private static String path(Random random, List<String> segments) {
        StringBuilder path = new StringBuilder();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            path.append('/').append(segments.get(random.nextInt(segments.size())));
        }
        return path.toString();
    }

    private static boolean slow(String pattern, String path) {
        boolean open = pattern.endsWith("/**");
        String closed = open ? pattern.substring(0, pattern.length() - 3) : pattern;
        String segments = closed.replace("{x}", "*").replace("*", "[^/]+");
        return path.matches(segments + (open ? "(/.*)?" : ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/{id}/**"})
    void aPatternIsDescribedAsItWasWritten(String text) {
        assertThat(PathPattern.parse(text)).hasToString(text);
    }
}

package dev.holdfast.compatibility;

import dev.holdfast.testkit.http.Transcript;
import dev.holdfast.testkit.http.WireResponse.Header;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What an application says otherwise each time: the hour, on Boot's error pages, and the name of a session. */
final class Changing {
    private static final Pattern HOUR = Pattern.compile("(?<=\"timestamp\":\"|<div id='created'>)[^\"<]+");
    private static final Pattern SESSION = Pattern.compile("(?<=JSESSIONID=)[0-9A-F]{32}");

    private Changing() {}

    static Transcript removed(Transcript seen) {
        String body = new String(seen.body(), StandardCharsets.ISO_8859_1);
        return new Transcript(
                seen.interim(),
                seen.statusLine(),
                seen.headers().stream().map(Changing::removed).toList(),
                seen.framing(),
                HOUR.matcher(body).replaceAll("now").getBytes(StandardCharsets.ISO_8859_1),
                seen.end(),
                seen.trailers(),
                seen.reusable());
    }

    private static Header removed(Header header) {
        return new Header(header.name(), SESSION.matcher(header.value()).replaceAll("some"));
    }
}

package dev.holdfast.examples.expenses.measures;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Which version of which client sent a request: its {@code App-Version}, or else the first product of {@code User-Agent}. */
final class AppVersion {
    private static final Pattern PRODUCT = Pattern.compile("[A-Za-z0-9._+-]{1,40}(/[A-Za-z0-9._+-]{1,40})?");
    private static final String UNKNOWN = "unknown";

    private AppVersion() {}

    static String of(HttpServletRequest request) {
        String version = request.getHeader("App-Version");
        String agent = request.getHeader("User-Agent");
        if (version != null) {
            return readable(version);
        }
        return agent == null ? UNKNOWN : readable(agent.split(" ", 2)[0]);
    }

    private static String readable(String product) {
        return PRODUCT.matcher(product).matches() ? product : UNKNOWN;
    }
}

package dev.holdfast.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;

/**
 * What tells one caller from another. A key belongs to its caller: two callers with one key never meet.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface CallerResolver {

    /**
     * The caller's name, the same on each of its requests and no other caller's; empty if nobody is authenticated, for
     * which an empty name counts too. In a deployment of several tenants it includes the tenant.
     */
    Optional<String> resolve(HttpServletRequest request);

    /** The name of {@link HttpServletRequest#getUserPrincipal()}. */
    static CallerResolver principal() {
        return request -> Optional.ofNullable(request.getUserPrincipal()).map(Principal::getName);
    }
}

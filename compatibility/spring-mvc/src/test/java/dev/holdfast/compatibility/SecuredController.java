package dev.holdfast.compatibility;

import java.security.Principal;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What not everybody may do. */
@RestController
@RequestMapping("/secured")
class SecuredController {
    private final AtomicInteger orders = new AtomicInteger();

    @PostMapping("/order")
    String order(Principal user) {
        return user.getName() + " " + orders.incrementAndGet();
    }

    @PostMapping("/admin")
    String admin() {
        return "done";
    }

    @PostMapping("/guarded")
    @PreAuthorize("hasRole('ADMIN')")
    public String guarded() {
        return "done";
    }
}

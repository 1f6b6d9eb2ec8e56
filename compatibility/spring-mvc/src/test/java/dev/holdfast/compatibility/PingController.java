package dev.holdfast.compatibility;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers whoever asks whether a connection is still good. */
@RestController
class PingController {

    @GetMapping("/ping")
    String ping() {
        return "pong";
    }
}

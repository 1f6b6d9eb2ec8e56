package dev.holdfast.compatibility;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Everything that goes wrong. */
@RestController
@RequestMapping("/errors")
class ErrorsController {

    private static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class AwayException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ResponseStatus(code = HttpStatus.GONE, reason = "it was sold")
    private static final class SoldException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ExceptionHandler(TakenException.class)
    ResponseEntity<String> taken() {
        return ResponseEntity.status(HttpStatus.CONFLICT).header("X-Taken", "yes").body("taken");
    }

    @ExceptionHandler(AwayException.class)
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    ProblemDetail away() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "away");
    }

    @PostMapping("/handled")
    String handled() {
        throw new TakenException();
    }

    @PostMapping("/handled-later")
    String handledLater(HttpServletResponse response) throws IOException {
        response.setHeader("X-Gone", "yes");
        response.getOutputStream().print("begun");
        response.resetBuffer();
        throw new TakenException();
    }

    @PostMapping("/unavailable")
    String unavailable() {
        throw new AwayException();
    }

    @PostMapping("/problem")
    ProblemDetail problem() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.PAYMENT_REQUIRED, "no");
        problem.setType(URI.create("https://api.example/no"));
        problem.setProperty("balance", 7);
        return problem;
    }

    @PostMapping("/error-response")
    String errorResponse() {
        throw new ErrorResponseException(HttpStatus.CONFLICT);
    }

    @PostMapping("/status/{status}")
    String status(@PathVariable int status) {
        throw new ResponseStatusException(HttpStatus.valueOf(status), "because");
    }

    @PostMapping("/annotated")
    String annotated() {
        throw new SoldException();
    }

    @PostMapping("/unchecked")
    String unchecked() {
        throw new IllegalStateException("broken");
    }

    @PostMapping("/checked")
    String checked() throws IOException {
        throw new IOException("broken");
    }

    @PostMapping("/error")
    String error() {
        throw new AssertionError("broken");
    }

    @PostMapping("/sent")
    void sent(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND, "by hand");
    }

    @PostMapping("/after-output")
    void afterOutput(HttpServletResponse response) throws IOException {
        response.setHeader("X-Begun", "yes");
        response.getOutputStream().print("begun");
        throw new IllegalStateException("broken");
    }

    @PostMapping("/after-flush")
    void afterFlush(HttpServletResponse response) throws IOException {
        response.getOutputStream().print("begun");
        response.flushBuffer();
        throw new IllegalStateException("broken");
    }

    @GetMapping("/read-only")
    String readOnly() {
        return "read";
    }

    @PostMapping(path = "/typed", consumes = "application/json", produces = "application/json")
    String typed() {
        return "{}";
    }
}

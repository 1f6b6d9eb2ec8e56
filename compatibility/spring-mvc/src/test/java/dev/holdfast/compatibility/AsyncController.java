package dev.holdfast.compatibility;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.server.ResponseStatusException;

/** Answers that come later. */
@RestController
@RequestMapping("/async")
class AsyncController {
    private static final Logger log = LoggerFactory.getLogger(AsyncController.class);
    private static final long SOON_MILLIS = 50;

    record Answer(String text) {}

    private final ExecutorService workers;

    AsyncController(ExecutorService workers) {
        this.workers = workers;
    }

    @PostMapping("/deferred")
    DeferredResult<Answer> deferred() {
        DeferredResult<Answer> result = new DeferredResult<>();
        workers.execute(() -> result.setResult(new Answer("later")));
        return result;
    }

    @PostMapping("/deferred-entity")
    DeferredResult<ResponseEntity<String>> entity() {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>();
        workers.execute(() -> result.setResult(
                ResponseEntity.created(URI.create("/async/1")).body("made")));
        return result;
    }

    @PostMapping("/deferred-at-once")
    DeferredResult<String> atOnce() {
        DeferredResult<String> result = new DeferredResult<>();
        result.setResult("at once");
        return result;
    }

    @PostMapping("/deferred-refused")
    DeferredResult<String> refused() {
        DeferredResult<String> result = new DeferredResult<>();
        workers.execute(
                () -> result.setErrorResult(new ResponseStatusException(HttpStatus.CONFLICT, "somebody else was faster")));
        return result;
    }

    @PostMapping("/deferred-failed")
    DeferredResult<String> failed() {
        DeferredResult<String> result = new DeferredResult<>();
        workers.execute(() -> result.setErrorResult(new IllegalStateException("broken")));
        return result;
    }

    @PostMapping("/deferred-late")
    DeferredResult<String> late() {
        return new DeferredResult<>(SOON_MILLIS);
    }

    @PostMapping("/deferred-on-timeout")
    DeferredResult<ResponseEntity<String>> onTimeout() {
        DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(SOON_MILLIS);
        result.onTimeout(() -> result.setResult(ResponseEntity.accepted().body("still at it")));
        return result;
    }

    @PostMapping("/callable")
    Callable<Answer> callable() {
        return () -> new Answer("called");
    }

    @PostMapping("/callable-failed")
    Callable<Answer> callableFailed() {
        return () -> {
            throw new IOException("broken");
        };
    }

    @PostMapping("/future")
    CompletableFuture<Answer> future() {
        return CompletableFuture.supplyAsync(() -> new Answer("future"), workers);
    }

    @PostMapping("/future-refused")
    CompletableFuture<Answer> futureRefused() {
        return CompletableFuture.failedFuture(new ResponseStatusException(HttpStatus.GONE));
    }

    @PostMapping("/task")
    WebAsyncTask<Answer> task() {
        return new WebAsyncTask<>(() -> new Answer("task"));
    }

    @PostMapping("/task-late")
    WebAsyncTask<Answer> taskLate() {
        CountDownLatch over = new CountDownLatch(1);
        WebAsyncTask<Answer> task = new WebAsyncTask<>(SOON_MILLIS, () -> when(over));
        task.onTimeout(() -> new Answer("too late"));
        task.onCompletion(over::countDown);
        return task;
    }

    /** Spring interrupts a task at its time limit; one that listened would race with what is said instead. */
    private static Answer when(CountDownLatch over) {
        while (true) {
            try {
                over.await();
                return new Answer("over");
            } catch (InterruptedException e) {
                log.debug("A task goes on", e);
            }
        }
    }

    @PostMapping("/again")
    void again(HttpServletRequest request) {
        AsyncContext context = request.startAsync();
        context.dispatch("/async/deferred");
    }

    @PostMapping("/by-hand")
    void byHand(HttpServletRequest request) {
        AsyncContext context = request.startAsync();
        context.start(() -> {
            try {
                context.getResponse().getWriter().print("by hand");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            context.complete();
        });
    }
}

package dev.holdfast.compatibility;

import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers that come later. */
@Path("async")
@Singleton
public class AsyncResource {
    private static final long SOON_MILLIS = 20;

    private final ExecutorService workers;

    AsyncResource(ExecutorService workers) {
        this.workers = workers;
    }

    @POST
    @Path("resumed")
    public void resumed(@Suspended AsyncResponse response) {
        workers.execute(() -> response.resume("later"));
    }

    @POST
    @Path("resumed-response")
    public void created(@Suspended AsyncResponse response) {
        workers.execute(() -> response.resume(
                Response.created(URI.create("async/7")).entity("made").build()));
    }

    @POST
    @Path("resumed-at-once")
    public void atOnce(@Suspended AsyncResponse response) {
        response.resume("at once");
    }

    @POST
    @Path("refused")
    public void refused(@Suspended AsyncResponse response) {
        workers.execute(() -> response.resume(new Mappers.TakenException()));
    }

    @POST
    @Path("failed")
    public void failed(@Suspended AsyncResponse response) {
        workers.execute(() -> response.resume(new IllegalStateException("broken")));
    }

    @POST
    @Path("cancelled")
    public void cancelled(@Suspended AsyncResponse response) {
        workers.execute(response::cancel);
    }

    @POST
    @Path("late")
    public void late(@Suspended AsyncResponse response) {
        response.setTimeout(SOON_MILLIS, TimeUnit.MILLISECONDS);
    }

    @POST
    @Path("late-handled")
    public void lateHandled(@Suspended AsyncResponse response) {
        response.setTimeoutHandler(late -> late.resume(
                Response.accepted().entity("still at it").build()));
        response.setTimeout(SOON_MILLIS, TimeUnit.MILLISECONDS);
    }

    @POST
    @Path("stage")
    public CompletionStage<String> stage() {
        return CompletableFuture.supplyAsync(() -> "stage", workers);
    }

    @POST
    @Path("stage-refused")
    public CompletionStage<String> stageRefused() {
        return CompletableFuture.supplyAsync(
                () -> {
                    throw new Mappers.TakenException();
                },
                workers);
    }

    @POST
    @Path("stage-failed")
    public CompletionStage<String> stageFailed() {
        return CompletableFuture.failedFuture(new IllegalStateException("broken"));
    }
}

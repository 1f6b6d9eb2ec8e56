package dev.holdfast.examples.sync.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.examples.sync.merge.Representation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a response to an operation means: a pure function of it. */
final class Verdict {
    private static final int PRECONDITION_FAILED = 412;
    // Said of the moment, not of the request: timeout, in flight, too early, too many
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    // A proxy wants to know who is there, RFC 9110 §15.5.8; a network does, RFC 6585 §6
    private static final Set<Integer> BETWEEN = Set.of(407, 511);

    private Verdict() {}

    static Answer on(String method, Received response) {
        if (isForeign(method, response)) {
            return foreign(response);
        }
        if (response.isSuccess()) {
            return new Answer.Delivered(response.status(), response.location(), response.tag(), response.body());
        }
        Optional<ObjectNode> problem = response.isJson() ? Representation.find(response.body()) : Optional.empty();
        if (response.status() == PRECONDITION_FAILED) {
            return conflict(problem);
        }
        return isRetryable(response.status(), problem) ? later(response, problem) : refused(response, problem);
    }

    private static Answer foreign(Received response) {
        String reason = "The answer is not the API's: " + response.status() + " " + response.contentType();
        return new Answer.Later(response.status(), reason, RetryAfter.of(response), true);
    }

    /** The sign-in page of a hotel's network answers 200, 302 or 403: what comes from between is no answer. */
    private static boolean isForeign(String method, Received response) {
        if (response.isPage() || response.isRedirect() || BETWEEN.contains(response.status())) {
            return true;
        }
        return response.isSuccess()
                && (method.equals("POST") ? !tellsWhatItCreated(response) : !isEmptyOrJson(response));
    }

    /** What a read means that did not bring the representation. */
    static Fetched onFailedRead(Received response) {
        Answer answer = response.isSuccess() ? foreign(response) : on("GET", response);
        return answer instanceof Answer.Refused refused
                ? new Fetched.Refused(refused.status(), refused.reason())
                : new Fetched.Failed((Answer.Later) answer);
    }

    private static boolean isEmptyOrJson(Received response) {
        return response.body().isEmpty()
                || (response.isJson() && Representation.tree(response.body()).isPresent());
    }

    private static boolean tellsWhatItCreated(Received response) {
        return isEmptyOrJson(response)
                && (response.location() != null
                        || Representation.find(response.body())
                                .filter(fields -> fields.has("id"))
                                .isPresent());
    }

    private static Answer conflict(Optional<ObjectNode> problem) {
        return new Answer.Conflict(
                problem.map(members -> members.get("latest"))
                        .filter(JsonNode::isObject)
                        .map(JsonNode::toString)
                        .orElse(null),
                problem.map(members -> members.get("latestEtag"))
                        .map(JsonNode::textValue)
                        .orElse(null));
    }

    /** The problem's own word counts, if it has one. */
    private static boolean isRetryable(int status, Optional<ObjectNode> problem) {
        JsonNode word = problem.map(members -> members.get("retryable")).orElse(null);
        boolean clientsFault = status < 500;
        if (clientsFault && word != null && word.isBoolean()) {
            return word.booleanValue();
        }
        return !clientsFault || PASSING.contains(status);
    }

    private static Answer later(Received response, Optional<ObjectNode> problem) {
        return new Answer.Later(response.status(), reason(response, problem), RetryAfter.of(response), true);
    }

    private static Answer refused(Received response, Optional<ObjectNode> problem) {
        return new Answer.Refused(response.status(), reason(response, problem));
    }

    private static String reason(Received response, Optional<ObjectNode> problem) {
        return List.of("detail", "title", "error").stream()
                .map(member -> text(problem, member))
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse("The server answered " + response.status());
    }

    private static @Nullable String text(Optional<ObjectNode> problem, String member) {
        return problem.map(members -> members.get(member))
                .map(JsonNode::textValue)
                .orElse(null);
    }
}

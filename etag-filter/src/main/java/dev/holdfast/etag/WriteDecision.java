package dev.holdfast.etag;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a write goes to the application: a pure function. */
final class WriteDecision {
    private WriteDecision() {}

    /** Whether the answer depends on the version at all: what asks for nothing is not to fail because nothing is known. */
    static boolean dependsOnVersion(ConditionalRequest request) {
        Conditions conditions = request.conditions();
        return request.rule().requirement() != Requirement.OPTIONAL
                || conditions.ifMatch().isPresent()
                || conditions.ifNoneMatch().isPresent()
                || conditions.ifUnmodifiedSince() != null;
    }

    /**
     * What keeps it from there.
     *
     * @param current the version that there is; null if there is no such resource
     */
    static Optional<PreconditionProblem> obstacle(
            ETagRule rule, String method, Conditions conditions, @Nullable ResourceVersion current) {
        if (current == null && isTheApplications(rule, method, conditions)) {
            return Optional.empty();
        }
        if (!isConditional(conditions) && requiresCondition(rule, method, current)) {
            return Optional.of(PreconditionProblem.PRECONDITION_REQUIRED);
        }
        return Preconditions.evaluate(method, conditions, current, rule.comparison()) == Preconditions.Verdict.FAILED
                ? Optional.of(PreconditionProblem.PRECONDITION_FAILED)
                : Optional.empty();
    }

    /** RFC 9110 section 13.2.1: a precondition does not mask what the application says of a resource that is not there. */
    private static boolean isTheApplications(ETagRule rule, String method, Conditions conditions) {
        return method.equals("DELETE")
                || (rule.absentToApplication() && conditions.ifMatch().isPresent());
    }

    /** Whether it can overwrite nothing that its client has not seen. A date cannot promise that within its second. */
    private static boolean isConditional(Conditions conditions) {
        return conditions.ifMatch().isPresent() || conditions.ifNoneMatch() instanceof TagCondition.Any;
    }

    private static boolean requiresCondition(ETagRule rule, String method, @Nullable ResourceVersion current) {
        return switch (rule.requirement()) {
            // what creates nothing is the application's to refuse if there is nothing
            case REQUIRED -> current != null || (method.equals("PUT") && !rule.absentToApplication());
            case REQUIRED_FOR_EXISTING -> current != null;
            case OPTIONAL, OFF -> false;
        };
    }
}
